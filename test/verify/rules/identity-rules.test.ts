import { expect, test } from 'vitest'
import { identityRules } from '../../../src/verify/rules/identity-rules.ts'
import { findings, testRules } from './rule-cases.ts'

testRules(identityRules, {
  'no two objects have the same kind, namespace and name': {
    holds: `
apiVersion: v1
kind: Service
metadata: { name: orders }
---
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: other }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: orders }
`,
    breaks: `
# Source: shop/templates/service.yaml
apiVersion: v1
kind: Service
metadata: { name: orders }
---
# Source: shop/templates/extra.yaml
apiVersion: v1
kind: Service
metadata: { name: orders, namespace: default }
`,
    finds: ['Service/orders: shop/templates/service.yaml renders it too'],
  },

  'names fit what Kubernetes makes of them': {
    holds: `
apiVersion: v1
kind: Service
metadata: { name: ${'a'.repeat(63)} }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${'a'.repeat(52)} }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: 'shop:reader' }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: 0.shop }
`,
    breaks: `
apiVersion: v1
kind: Service
metadata: { name: ${'a'.repeat(64)} }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: ${'a'.repeat(53)} }
---
apiVersion: v1
kind: Service
metadata: { name: 0-shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: Shop }
`,
    finds: [
      `Service/${'a'.repeat(64)}: it has 64 characters, 63 is the limit (it becomes a DNS label)`,
      `StatefulSet/${'a'.repeat(53)}: it has 53 characters, 52 is the limit (with a revision hash it becomes a label of its pods)`,
      'Service/0-shop: it is no name of a Service',
      'ConfigMap/Shop: it is no name of a ConfigMap',
    ],
  },

  'label values have at most 63 characters, of A-Z, a-z, 0-9, -, _ and .': {
    holds: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, labels: { helm.sh/chart: orders-0.1.0, empty: '' } }
spec: { template: { metadata: { labels: { long: ${'a'.repeat(63)} } } } }
`,
    breaks: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, labels: { helm.sh/chart: orders-0.1.0+build } }
spec: { template: { metadata: { labels: { long: ${'a'.repeat(64)} } } } }
`,
    finds: [
      'Deployment/orders: label helm.sh/chart is "orders-0.1.0+build"',
      `Deployment/orders: label long is "${'a'.repeat(64)}"`,
    ],
  },
})

test('two versions of one API share their names', () => {
  const rendered = `
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: orders }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: orders }
`
  expect(findings(identityRules, rendered)).toHaveLength(1)
})
