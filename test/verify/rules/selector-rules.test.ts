import { selectorRules } from '../../../src/verify/rules/selector-rules.ts'
import { testRules } from './rule-cases.ts'

const workload = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  selector: { matchLabels: { app: orders } }
  template: { metadata: { labels: { app: orders, calls: users } } }
---`
const migration = `
apiVersion: batch/v1
kind: Job
metadata: { name: orders-migration }
spec: { template: { metadata: { labels: { app: orders } } } }
---`

testRules(selectorRules, {
  'every workload selects the pods that it makes': {
    holds: workload,
    breaks: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  selector: { matchLabels: { app: orders, instance: shop } }
  template: { metadata: { labels: { app: orders } } }
`,
    finds: ['Deployment/orders: its pods lack a label of its selector'],
  },

  'every disruption budget selects a pod': {
    holds: `${workload}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: orders }
spec: { selector: { matchExpressions: [{ key: app, operator: In, values: [orders, users] }] } }
`,
    breaks: `${workload}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: orders }
spec: { selector: { matchExpressions: [{ key: app, operator: NotIn, values: [orders] }] } }
`,
    finds: ['PodDisruptionBudget/orders spec.selector: no pod has these labels'],
  },

  'a disruption budget selects no pod of a Job': {
    holds: `${workload}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: orders }
spec: { selector: { matchLabels: { app: orders } } }
`,
    breaks: `${workload}${migration}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: orders }
spec: { selector: { matchLabels: { app: orders } } }
`,
    finds: ['PodDisruptionBudget/orders: it counts the pods of orders-migration'],
  },

  'a Service selects no pod of a Job': {
    holds: `${workload}${migration}
apiVersion: v1
kind: Service
metadata: { name: orders }
spec: { selector: { app: orders, calls: users } }
`,
    breaks: `${workload}${migration}
apiVersion: v1
kind: Service
metadata: { name: orders }
spec: { selector: { app: orders } }
`,
    finds: ['Service/orders: it sends requests to orders-migration'],
  },

  'every NetworkPolicy selects a pod': {
    holds: `${workload}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny }
spec: { podSelector: {} }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orders }
spec: { podSelector: { matchExpressions: [{ key: app, operator: Exists }] } }
`,
    breaks: `${workload}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orders }
spec: { podSelector: { matchLabels: { app: order } } }
`,
    finds: ['NetworkPolicy/orders spec.podSelector: no pod has these labels'],
  },

  'every peer of a NetworkPolicy in its own namespace is a pod of the release': {
    holds: `${workload}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: users }
spec:
  podSelector: {}
  ingress:
    - from:
        - podSelector: { matchLabels: { calls: users } }
        - { namespaceSelector: {}, podSelector: { matchLabels: { app: ingress } } }
        - ipBlock: { cidr: 10.0.0.0/8 }
  egress: [{ ports: [{ port: 53 }] }]
`,
    breaks: `${workload}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: users }
spec:
  podSelector: {}
  ingress: [{ from: [{ podSelector: { matchLabels: { calls: user } } }] }]
  egress: [{ to: [{ podSelector: { matchLabels: { app: cart } } }] }]
`,
    finds: [
      'NetworkPolicy/users spec.ingress.from: no pod has these labels',
      'NetworkPolicy/users spec.egress.to: no pod has these labels',
    ],
  },
})
