import type { IPolicyRule } from 'kubernetes-models/rbac.authorization.k8s.io/v1/PolicyRule'
import { release, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import { type Access, hasRules, type ObjectRule, type PathRule } from './access-model.ts'
import type { Naming } from '../naming.ts'
import { policy, tcp } from '../network/network-policy.ts'

const { each } = scope<{ readonly global: GlobalValues }>()

const group = 'rbac.authorization.k8s.io'

/** The template files of a workload's rights: its roles, bound to its ServiceAccount. None without rules. */
export function accessFiles(
  { rules, clusterRules }: Access,
  names: Naming,
): Readonly<Record<string, readonly unknown[]>> {
  const inNamespace = rules.length > 0 ? bound('Role', names.fullname, names, rules) : []
  const inCluster =
    clusterRules.length > 0 ? bound('ClusterRole', clusterName(names), names, clusterRules) : []
  const objects = [...inNamespace, ...inCluster]
  return objects.length > 0 ? { 'rbac.yaml': objects } : {}
}

/** What belongs to the whole cluster is named by the namespace, too: its releases may be called alike. */
function clusterName(names: Naming): Expr<string> {
  return text`${release.namespace}.${names.fullname}`
}

function bound(
  kind: 'ClusterRole' | 'Role',
  name: Expr<string>,
  names: Naming,
  rules: readonly (ObjectRule | PathRule)[],
): readonly unknown[] {
  const head = (of: string): object => ({
    apiVersion: `${group}/v1`,
    kind: of,
    metadata: { name, labels: names.labels },
  })
  const account = {
    kind: 'ServiceAccount',
    name: names.fullname,
    namespace: names.namespace,
  }
  return [
    { ...head(kind), rules: rules.map(policyRule) },
    {
      ...head(`${kind}Binding`),
      roleRef: { apiGroup: group, kind, name },
      subjects: [account],
    },
  ]
}

function policyRule(rule: ObjectRule | PathRule): Templated<IPolicyRule> {
  return 'resources' in rule ? { apiGroups: [''], ...rule } : rule
}

/**
 * The way to the API server, for pods with rules. No policy can select it by its pods: it is reached
 * at addresses and ports that the values name.
 */
export function apiServerPolicy(access: Access, names: Naming): readonly unknown[] {
  if (!hasRules(access)) return []
  return [
    policy(text`${names.fullname}-api-server`, names, {
      podSelector: { matchLabels: names.selectorLabels },
      policyTypes: ['Egress'],
      egress: [
        {
          to: [each('global.networkPolicy.apiServer.cidrs', (cidr) => ({ ipBlock: { cidr } }))],
          ports: [each('global.networkPolicy.apiServer.ports', tcp)],
        },
      ],
    }),
  ]
}
