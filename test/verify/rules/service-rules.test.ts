import { expect, test } from 'vitest'
import { serviceRules } from '../../../src/verify/rules/service-rules.ts'
import { findings, testRules } from './rule-cases.ts'

const workload = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  template:
    metadata: { labels: { app: orders, version: blue } }
    spec: { containers: [{ name: app, ports: [{ name: http, containerPort: 8080 }] }] }
---`

testRules(serviceRules, {
  'every Service selects a pod': {
    holds: `${workload}
apiVersion: v1
kind: Service
metadata: { name: orders }
spec: { selector: { app: orders }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: elsewhere }
spec: { type: ExternalName, externalName: db.example.com }
`,
    breaks: `${workload}
apiVersion: v1
kind: Service
metadata: { name: orders }
spec: { selector: { app: orders, version: green }, ports: [{ port: 80 }] }
`,
    finds: ['Service/orders spec.selector: no pod has app=orders, version=green'],
  },

  'every port that a Service names is a port of each pod that it selects': {
    holds: `${workload}
apiVersion: v1
kind: Service
metadata: { name: orders }
spec: { selector: { app: orders }, ports: [{ port: 80, targetPort: http }, { port: 81, targetPort: 9 }] }
`,
    breaks: `${workload}
apiVersion: v1
kind: Service
metadata: { name: orders }
spec: { selector: { app: orders }, ports: [{ port: 80, targetPort: web }] }
`,
    finds: ['Service/orders: Deployment orders has no port web'],
  },

  'port names are unique within a Service': {
    holds: `
apiVersion: v1
kind: Service
metadata: { name: orders }
spec: { ports: [{ port: 80, name: http }, { port: 81, name: metrics }] }
`,
    breaks: `
apiVersion: v1
kind: Service
metadata: { name: orders }
spec: { ports: [{ port: 80, name: http }, { port: 81, name: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: users }
spec: { ports: [{ port: 80 }, { port: 81 }] }
`,
    finds: ['Service/orders: two ports are named http', 'Service/users: two ports have no name'],
  },

  'every route leads to a port of a Service': {
    holds: `
apiVersion: v1
kind: Service
metadata: { name: gateway }
spec: { ports: [{ port: 80, name: http }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  defaultBackend: { service: { name: gateway, port: { name: http } } }
  rules:
    - http: { paths: [{ path: /, backend: { service: { name: gateway, port: { number: 80 } } } }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop }
spec:
  rules:
    - backendRefs: [{ name: gateway, port: 80 }, { kind: Bucket, name: assets }]
`,
    breaks: `
apiVersion: v1
kind: Service
metadata: { name: gateway }
spec: { ports: [{ port: 80, name: http }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  defaultBackend: { service: { name: gatway, port: { name: http } } }
  rules:
    - http: { paths: [{ path: /api, backend: { service: { name: gateway, port: { number: 8080 } } } }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop }
spec: { rules: [{ backendRefs: [{ name: gateway, port: 81 }] }] }
`,
    finds: [
      'Ingress/shop spec.rules /api: gateway has no port 8080',
      'Ingress/shop spec.defaultBackend: there is no Service gatway',
      'HTTPRoute/shop spec.rules.backendRefs: gateway has no port 81',
    ],
  },

  'no two Services ask for one port of the nodes': {
    holds: `
apiVersion: v1
kind: Service
metadata: { name: dns }
spec: { ports: [{ port: 53, name: tcp, nodePort: 30053 }, { port: 53, name: udp, protocol: UDP, nodePort: 30053 }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 80, nodePort: 30180 }] }
`,
    breaks: `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { ports: [{ port: 80, nodePort: 30180 }] }
---
apiVersion: v1
kind: Service
metadata: { name: dns }
spec: { ports: [{ port: 53, protocol: UDP, nodePort: 30180 }] }
`,
    finds: ['Service/dns: Service web has 30180, too'],
  },

  'every StatefulSet names a Service that exists': {
    holds: `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: postgresql }
spec: { serviceName: postgresql-headless }
---
apiVersion: v1
kind: Service
metadata: { name: postgresql-headless }
spec: { clusterIP: None }
`,
    breaks: `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: postgresql }
spec: { serviceName: postgresql-headless }
`,
    finds: ['StatefulSet/postgresql spec.serviceName: there is no Service postgresql-headless'],
  },
})

test('a route may lead to a Service outside the release', () => {
  const rendered = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec: { defaultBackend: { service: { name: legacy, port: { number: 80 } } } }
`
  expect(findings(serviceRules, rendered, [{ kind: 'Service', name: 'legacy' }])).toEqual([])
})
