import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { checkRunning, optionPath, type ServiceModel, servicePorts } from '../workload/index.ts'

/** What is wrong with a worker's model. */
export function checkWorker(context: ComponentContext, model: ServiceModel): readonly Problem[] {
  return [...checkRunning(model, context), ...serviceProblems(model, context)]
}

/** A worker has no Service that a sidecar's port could be of. */
function serviceProblems(
  { containers }: ServiceModel,
  { name }: ComponentContext,
): readonly Problem[] {
  return containers.flatMap((one) =>
    servicePorts(one.ports).map((port) => ({
      code: 'port-of-worker',
      path: optionPath(name, one, 'ports', port.name),
      message: `a worker has no Service, so that it cannot have the port ${port.name}`,
      hint: 'remove service: true, or make it a service({ … })',
    })),
  )
}
