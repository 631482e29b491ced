import { expect, test } from 'vitest'
import { mergeListRules } from '../../../src/verify/rules/merge-list-rules.ts'
import { findings, testRules } from './rule-cases.ts'

testRules(mergeListRules, {
  'a list that server-side apply merges by key has each key once': {
    holds: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  template:
    spec:
      containers:
        - name: app
          env: [{ name: A, value: a }, { name: B, value: a }]
          ports: [{ containerPort: 53 }, { containerPort: 53, protocol: UDP }]
          args: [same, same]
        - name: sidecar
          env: [{ name: A, value: a }]
`,
    breaks: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  template:
    spec:
      initContainers:
        - { name: wait, env: [{ name: A, value: a }, { name: A, value: b }] }
      containers:
        - name: app
          ports: [{ containerPort: 80, name: a }, { containerPort: 80, name: b, protocol: TCP }]
          volumeMounts: [{ name: a, mountPath: /tmp }, { name: b, mountPath: /tmp }]
      volumes: [{ name: a, emptyDir: {} }, { name: a, emptyDir: {} }]
---
apiVersion: v1
kind: Service
metadata: { name: orders, finalizers: [a, a] }
spec: { ports: [{ port: 80, name: a }, { port: 80, name: b }] }
`,
    finds: [
      'Deployment/orders spec.template.spec.initContainers[0].env: name A is there twice',
      'Deployment/orders spec.template.spec.containers[0].ports: containerPort 80, protocol TCP is there twice',
      'Deployment/orders spec.template.spec.containers[0].volumeMounts: mountPath /tmp is there twice',
      'Deployment/orders spec.template.spec.volumes: name a is there twice',
      'Service/orders metadata.finalizers: a is there twice',
      'Service/orders spec.ports: port 80, protocol TCP is there twice',
    ],
  },
})

test('the lists of a kind without schema are left alone', () => {
  const rendered = `
apiVersion: example.com/v1
kind: Widget
metadata: { name: a }
spec: { env: [{ name: A }, { name: A }] }
`
  expect(findings(mergeListRules, rendered)).toEqual([])
})
