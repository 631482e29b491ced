import type { INetworkPolicyEgressRule } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyEgressRule'
import { apiServerPolicy } from '../../kubernetes/identity/access.ts'
import { namespaceOf } from '../../kubernetes/namespace.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { peer, policy, tcp } from '../../kubernetes/network/network-policy.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { release, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated } from '../../template/node/templated.ts'
import { podAccess, watchedNamespaces } from './access.ts'
import { type PrometheusOwn, programsOf } from './options.ts'
import type { PrometheusValues } from './values.ts'

const { value, each } = scope<PrometheusValues>()

/**
 * The ways out of its pod: to pods of the release, each of which lets it in at its metrics alone, to the API
 * server, and to what of the cluster the model names.
 */
export function prometheusPolicies(
  context: ComponentContext,
  model: PrometheusOwn,
  names: Naming,
): readonly unknown[] {
  const pods = { matchLabels: { 'app.kubernetes.io/instance': release.name } }
  const targets = watchedNamespaces(context).map((key) =>
    peer(pods, key === context.namespace ? undefined : namespaceOf(key)),
  )
  const programs = programsOf(model).map((name) => ({
    to: [
      {
        namespaceSelector: {
          matchLabels: { 'kubernetes.io/metadata.name': value(`${name}.namespace`) },
        },
      },
    ],
    ports: [tcp(value(`${name}.port`))],
  }))
  const nodes: Templated<INetworkPolicyEgressRule> = {
    to: [each('nodes.cidrs', (cidr) => ({ ipBlock: { cidr } }))],
    ports: [tcp(value('nodes.port'))],
  }
  return [
    policy(text`${names.fullname}-targets`, names, {
      podSelector: { matchLabels: names.selectorLabels },
      policyTypes: ['Egress'],
      egress: [{ to: targets }, ...programs, ...(model.nodes ? [nodes] : [])],
    }),
    ...apiServerPolicy(podAccess, names),
  ]
}
