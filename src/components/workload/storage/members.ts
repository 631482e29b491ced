import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { type Naming, nameOf } from '../../../kubernetes/naming.ts'
import { policy } from '../../../kubernetes/network/network-policy.ts'
import { offeredPort, policyPort } from '../../../kubernetes/network/offered-port.ts'
import { headlessService } from '../../../kubernetes/network/services.ts'
import type { PodOptions } from '../../../kubernetes/pod/pod.ts'
import { extensiblePod } from '../../../kubernetes/workload/rolling-deployment.ts'
import { statefulSet } from '../../../kubernetes/workload/stateful-set.ts'
import type { ComponentTemplates } from '../../../platform/component.ts'
import type { NamedVariable } from '../../../platform/connection-parts.ts'
import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { Templated } from '../../../template/node/templated.ts'
import type { ServiceModel } from '../model.ts'
import { podPorts } from '../ports.ts'
import type { ServiceValues } from '../values.ts'
import { stored } from './claims.ts'
import type { PodOrder } from './storage.ts'

const { value } = scope<ServiceValues>()

/** The StatefulSet of a workload whose pods have names and volumes of their own. */
export function memberSet(
  model: ServiceModel,
  order: PodOrder,
  pod: PodOptions,
): Templated<IStatefulSet> {
  return statefulSet({
    names: pod.names,
    replicas: value('replicas'),
    order,
    claims: stored(model),
    template: extensiblePod(pod),
  })
}

/** The Service that gives each of them a name, and the ways from one to the other. */
export function memberNetwork(model: ServiceModel, names: Naming): ComponentTemplates['files'] {
  const ports = podPorts(model)
  const headless = headlessService(
    names,
    ports.map((one) => offeredPort(one)),
  )
  if (ports.length === 0) return { 'service-headless.yaml': [headless] }
  const pods = { matchLabels: names.selectorLabels }
  const way = { ports: ports.map(policyPort) }
  const between = policy(text`${names.fullname}-members`, names, {
    podSelector: pods,
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ podSelector: pods }], ...way }],
    egress: [{ to: [{ podSelector: pods }], ...way }],
  })
  return { 'service-headless.yaml': [headless], 'networkpolicy-members.yaml': [between] }
}

/** What a pod is told of itself: its name, its number from 0 on, and the name by which others reach it. */
export function memberEnvironment(component: string): readonly NamedVariable[] {
  const field = (fieldPath: string) => ({ valueFrom: { fieldRef: { fieldPath } } })
  return [
    { name: 'POD_NAME', ...field('metadata.name') },
    { name: 'POD_INDEX', ...field("metadata.labels['apps.kubernetes.io/pod-index']") },
    { name: 'POD_HOST', value: text`$(POD_NAME).${nameOf(component, 'headless')}` },
  ]
}
