import type { IContainer } from 'kubernetes-models/v1/Container'
import { hasRules } from '../../kubernetes/identity/access-model.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { PodOptions } from '../../kubernetes/pod/pod.ts'
import { pauseBeforeStop } from '../../kubernetes/pod/pre-stop.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { clientLabels } from '../../platform/connections.ts'
import type { Templated } from '../../template/node/templated.ts'
import { plainSidecars, podInitContainers } from './containers/container.ts'
import { serviceEnvironment } from './contract.ts'
import { environment, environmentSources } from './environment.ts'
import { hostAliases } from './host-aliases.ts'
import { program, type ServiceModel } from './model.ts'
import { containerPorts } from '../../kubernetes/network/offered-port.ts'
import { probesOf } from './probes.ts'
import type { PodSet } from './release/pod-sets.ts'
import { startWaits, waitContainer } from './waits.ts'
import { podChecksums, podMounts, podVolumes } from './pod-parts.ts'

/** The pods of a service, or one set of them; `names` are those of the service. */
export function servicePod(
  model: ServiceModel,
  context: ComponentContext,
  names: Naming,
  set: PodSet,
): PodOptions {
  const variables = (seen: ComponentContext) => serviceEnvironment(model, seen)
  const place = { model, context, names, variables, set }
  return {
    names: set.names,
    priority: model.priority,
    token: hasRules(model.access),
    clientLabels: clientLabels(context),
    checksums: podChecksums(model, set),
    initContainers: [...startWaits(context).map(waitContainer), ...podInitContainers(place)],
    containers: [container(model, context, names, set), ...plainSidecars(place)],
    hostAliases,
    volumes: podVolumes(model, context, names),
  }
}

function container(
  model: ServiceModel,
  context: ComponentContext,
  names: Naming,
  set: PodSet,
): Templated<IContainer> {
  return workloadContainer({
    name: context.name,
    from: set.image,
    ...program(model),
    ...(model.ports.length > 0 ? { ports: containerPorts(model.ports) } : {}),
    env: environment(serviceEnvironment(model, context), context),
    envFrom: environmentSources(names, set),
    probes: probesOf(model),
    lifecycle: pauseBeforeStop,
    volumeMounts: podMounts(model, context),
  })
}
