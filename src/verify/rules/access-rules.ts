import { fields, items, text } from '../fields.ts'
import { ofKind, resolves } from './release.ts'
import { rule, type Rule } from './rule.ts'

const group = 'rbac.authorization.k8s.io'

/** Rules on who may do what. */
export const accessRules: readonly Rule[] = [
  rule('every RoleBinding finds its role and its ServiceAccounts', (release) =>
    ofKind(release, 'RoleBinding', group).flatMap((manifest) => {
      const { roleRef, subjects } = manifest.body
      const accounts = items(subjects).filter(({ kind }) => kind === 'ServiceAccount')
      return [fields(roleRef), ...accounts]
        .map((one) => ({
          kind: text(one['kind']) ?? '',
          name: text(one['name']) ?? '',
          namespace: text(one['namespace']) ?? manifest.namespace,
        }))
        .filter((reference) => !resolves(release, reference))
        .map(({ kind, name }) => ({ manifest, detail: `there is no ${kind} ${name}` }))
    }),
  ),
]
