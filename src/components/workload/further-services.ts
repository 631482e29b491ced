import {
  furtherServiceProblems,
  furtherServiceStructure,
  namedServices,
  type NamedService,
  type OfferedPorts,
  reachedInside,
} from '../../kubernetes/network/further-service-model.ts'
import { nodePortChecks, nodePortsOf } from '../../kubernetes/network/further-services.ts'
import { transport } from '../../kubernetes/network/offered-port.ts'
import type { Problem } from '../../errors/chart-error.ts'
import { scope } from '../../template/node/scope.ts'
import type { ServiceValues } from './values.ts'
import type { Port, ServiceModel } from './model.ts'
import { isPublic } from './pod-service.ts'
import { podPorts, servicePorts } from './ports.ts'

const { value } = scope<ServiceValues>()

const offered = (model: ServiceModel): OfferedPorts => ({
  all: podPorts(model),
  usual: servicePorts(podPorts(model)),
})

/** The further Services of a service. */
export function servicesOf(model: ServiceModel): readonly NamedService[] {
  return namedServices(model.services, offered(model))
}

/** What the schema of the values needs to know of them. */
export function servicesStructure(model: ServiceModel): ReturnType<typeof furtherServiceStructure> {
  return furtherServiceStructure(servicesOf(model))
}

/** What is wrong with them. */
export function servicesProblems(model: ServiceModel, component: string): readonly Problem[] {
  const taken = model.statefulSet ? ['headless'] : []
  return furtherServiceProblems(model.services, offered(model), component, taken)
}

/** The ports that other components reach, by whichever Service. */
export function reachedPorts(model: ServiceModel): readonly Port[] {
  const further = reachedInside(servicesOf(model))
  return podPorts(model).filter((one) => one.inService || further.includes(one))
}

/** Refuses two Services that ask for one port of the nodes. */
export function servicesChecks(model: ServiceModel, component: string): readonly unknown[] {
  const own = servicePorts(podPorts(model)).map((one) => ({
    service: '',
    path: `service.nodePorts.${one.name}`,
    value: value(`service.nodePorts.${one.name}`),
    over: transport(one),
    isThere: isPublic,
  }))
  const further = nodePortsOf(servicesOf(model))
  return further.length > 0 ? nodePortChecks(component, [...own, ...further]) : []
}
