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
    ...trackProblems(model, context.name),
    ...checkRunning(model, context, model.isOnePort),
    ...(model.isExternal && context.clients.length === 0 ? [uncalled(context)] : []),
  ]
}

function uncalled({ name }: ComponentContext): Problem {
  return {
    code: 'external-uncalled',
    path: `components.${name}.external`,
    message: `nobody calls ${name}, so that nobody needs to know where it is`,
    hint: `remove external: a profile without it says { ${name}: { enabled: false } }`,
  }
}

function bothPorts({ name }: ComponentContext): Problem {
  return {
    code: 'port-and-ports',
    path: `components.${name}.port`,
    message: 'a service has port or ports, not both',
    hint: 'write all of them in ports: { http: 8080, … }',
  }
}

/** A gateway goes to the Service of each track by the port that it has for the service. */
function trackProblems(
  { release, services }: ServicePortsModel,
  component: string,
): readonly Problem[] {
  if (release?.strategy !== 'canary') return []
  return release.tracks
    .filter((track) => services[track]?.ports !== undefined)
    .map((track) => ({
      code: 'track-ports',
      path: `components.${component}.services.${track}`,
      message: `a gateway splits requests between the Services of the tracks, which have the ports of ${component}`,
      hint: 'leave ports out, or give the Service with these ports another name',
    }))
}
