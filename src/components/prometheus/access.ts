import type { IRole } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role'
import type { IRoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding'
import type { Access } from '../../kubernetes/identity/access-model.ts'
import { accessFiles } from '../../kubernetes/identity/access.ts'
import { namespaceOf } from '../../kubernetes/namespace.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import { clusterAccess, type PrometheusOwn } from './options.ts'

/** Keys of the namespaces whose pods it finds: those of the release. */
export function watchedNamespaces({
  components,
}: ComponentContext): readonly (string | undefined)[] {
  return [...new Set(Object.values(components).map(({ namespace }) => namespace))]
}

/** To find pods; `accessFiles` has the Role of one namespace, and these are in each of the release. */
export const podAccess: Access = {
  rules: [{ resources: ['pods'], verbs: ['list', 'watch'] }],
  clusterRules: [],
}

/** The rights of its account: a Role in each namespace of the release, and a ClusterRole for nodes. */
export function prometheusRights(
  context: ComponentContext,
  model: PrometheusOwn,
  names: Naming,
): Readonly<Record<string, readonly unknown[]>> {
  const inCluster = Object.values(accessFiles(clusterAccess(model), names)).flat()
  const inNamespaces = watchedNamespaces(context).flatMap((key) =>
    inNamespace(namespaceOf(key), names),
  )
  return { 'rbac.yaml': [...inNamespaces, ...inCluster] }
}

function inNamespace(
  namespace: Expr<string>,
  names: Naming,
): readonly [Templated<IRole>, Templated<IRoleBinding>] {
  const metadata = { name: names.fullname, namespace, labels: names.labels }
  const [apiVersion, apiGroup] = [
    'rbac.authorization.k8s.io/v1',
    'rbac.authorization.k8s.io',
  ] as const
  return [
    {
      apiVersion,
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] }],
    },
    {
      apiVersion,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup, kind: 'Role', name: names.fullname },
      subjects: [{ kind: 'ServiceAccount', name: names.account, namespace: names.namespace }],
    },
  ]
}
