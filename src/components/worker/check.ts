import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { checkRunning, optionPath, type ServiceModel, servicePorts } from '../workload/index.ts'

/** What is wrong with a worker's model. */
export function checkWorker(context: ComponentContext, model: ServiceModel): readonly Problem[] {
  return [...checkRunning(model, context), ...serviceProblems(model, context)]
}

/** A worker has no Service that a port could be of. */
function serviceProblems(model: ServiceModel, { name }: ComponentContext): readonly Problem[] {
  const all: readonly (Parameters<typeof optionPath>[1] & Pick<ServiceModel, 'ports'>)[] = [
    { ports: model.ports },
    ...model.containers,
  ]
  return all.flatMap((one) =>
    servicePorts(one.ports).map((port) => ({
      code: 'port-of-worker',
      path: optionPath(name, one, 'ports', port.name),
      message: `a worker has no Service, so that it cannot have the port ${port.name}`,
      hint: 'remove service: true, or make it a service({ … })',
    })),
  )
}
