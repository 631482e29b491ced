import { accessRules } from '../../../src/verify/rules/access-rules.ts'
import { testRules } from './rule-cases.ts'

testRules(accessRules, {
  'every RoleBinding finds its role and its ServiceAccounts': {
    holds: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader }
roleRef: { kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: orders }, { kind: Group, name: developers }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: orders }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: viewer }
roleRef: { kind: ClusterRole, name: view }
`,
    breaks: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader }
roleRef: { kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: orders, namespace: other }]
`,
    finds: [
      'RoleBinding/reader: there is no Role reader',
      'RoleBinding/reader: there is no ServiceAccount orders',
    ],
  },
})
