import type { INetworkPolicyEgressRule } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyEgressRule'
import { apiServerPolicy } from '../../kubernetes/identity/access.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'
import { text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated } from '../../template/node/templated.ts'
import { podAccess } from './access.ts'
import { type PrometheusOwn, programsOf } from './options.ts'
import type { PrometheusValues } from './values.ts'

const { value, each } = scope<PrometheusValues>()

/**
 * The ways out of its pod to the API server, and to what of the cluster the model names. Those to metrics of
 * the release are the umbrella's.
 */
export function prometheusPolicies(model: PrometheusOwn, names: Naming): readonly unknown[] {
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
  const rules = [...programs, ...(model.nodes ? [nodes] : [])]
  const wayOut = policy(text`${names.fullname}-cluster`, names, {
    podSelector: { matchLabels: names.selectorLabels },
    policyTypes: ['Egress'],
    egress: rules,
  })
  return [...(rules.length > 0 ? [wayOut] : []), ...apiServerPolicy(podAccess, names)]
}
