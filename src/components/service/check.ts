import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { checkRunning, portlessProblems, servicesProblems } from '../workload/index.ts'
import type { ServicePortsModel } from './options.ts'

/** What is wrong with a service's model. */
export function checkService(
  context: ComponentContext,
  model: ServicePortsModel,
): readonly Problem[] {
  return [
    ...(model.hasBoth ? [bothPorts(context)] : []),
    ...portlessProblems(model, context.name),
    ...servicesProblems(model, context.name),
    ...checkRunning(model, context, model.isOnePort),
  ]
}

function bothPorts({ name }: ComponentContext): Problem {
  return {
    code: 'port-and-ports',
    path: `components.${name}.port`,
    message: 'a service has port or ports, not both',
    hint: 'write all of them in ports: { http: 8080, … }',
  }
}
