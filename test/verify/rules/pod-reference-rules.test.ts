import { expect, test } from 'vitest'
import { podReferenceRules } from '../../../src/verify/rules/pod-reference-rules.ts'
import { findings, testRules } from './rule-cases.ts'

testRules(podReferenceRules, {
  'every volume that a container mounts is a volume of its pod': {
    holds: `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: postgresql }
spec:
  template:
    spec:
      containers:
        - name: app
          volumeMounts: [{ name: tmp, mountPath: /tmp }, { name: data, mountPath: /data }]
      volumes: [{ name: tmp, emptyDir: {} }]
  volumeClaimTemplates: [{ metadata: { name: data } }]
`,
    breaks: `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:
  initContainers: [{ name: wait, volumeMounts: [{ name: config, mountPath: /etc/app }] }]
  containers: [{ name: app, volumeMounts: [{ name: tmp, mountPath: /tmp }] }]
  volumes: [{ name: tmp, emptyDir: {} }]
`,
    finds: ['Pod/orders spec.initContainers.wait: there is no volume config'],
  },

  'every volume of a pod is mounted by one of its containers': {
    holds: `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:
  initContainers: [{ name: wait, volumeMounts: [{ name: tmp, mountPath: /tmp }] }]
  volumes: [{ name: tmp, emptyDir: {} }]
`,
    breaks: `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:
  containers: [{ name: app }]
  volumes: [{ name: tmp, emptyDir: {} }]
`,
    finds: ['Pod/orders spec: nothing mounts tmp'],
  },

  'every claim that a pod mounts exists': {
    holds: `
apiVersion: v1
kind: Pod
metadata: { name: redis }
spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: redis } }] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: redis }
`,
    breaks: `
apiVersion: v1
kind: Pod
metadata: { name: redis }
spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: redis } }] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: redis, namespace: other }
`,
    finds: ['Pod/redis spec: nothing renders redis'],
  },

  'every claim is mounted by a pod that starts with the release': {
    holds: `
apiVersion: v1
kind: Pod
metadata: { name: redis }
spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: redis } }] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: redis }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: cache, annotations: { helm.sh/hook: pre-install } }
`,
    breaks: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: redis }
spec:
  replicas: 0
  template: { spec: { volumes: [{ name: data, persistentVolumeClaim: { claimName: redis } }] } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup }
spec:
  jobTemplate:
    spec: { template: { spec: { volumes: [{ name: out, persistentVolumeClaim: { claimName: backup } }] } } }
---
apiVersion: v1
kind: Pod
metadata: { name: probe, annotations: { helm.sh/hook: test } }
spec: { volumes: [{ name: out, persistentVolumeClaim: { claimName: probe } }] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: redis }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: backup }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: probe }
`,
    finds: [
      'PersistentVolumeClaim/redis: nothing mounts redis',
      'PersistentVolumeClaim/backup: nothing mounts backup',
      'PersistentVolumeClaim/probe: nothing mounts probe',
    ],
  },

  'every ServiceAccount that pods run as exists': {
    holds: `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec: { serviceAccountName: orders }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: orders }
---
apiVersion: v1
kind: Pod
metadata: { name: tester }
spec: { serviceAccountName: default }
`,
    breaks: `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec: { serviceAccountName: orders }
`,
    finds: ['Pod/orders spec: nothing renders orders'],
  },

  'every PriorityClass that pods ask for exists': {
    holds: `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec: { priorityClassName: shop-critical }
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: shop-critical }
---
apiVersion: v1
kind: Pod
metadata: { name: agent }
spec: { priorityClassName: system-node-critical }
`,
    breaks: `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec: { priorityClassName: shop-critical }
`,
    finds: ['Pod/orders spec: nothing renders shop-critical'],
  },
})

test('what exists outside the release may be referred to', () => {
  const rendered = `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec: { serviceAccountName: ops-orders, priorityClassName: high }
`
  const existing = [
    { kind: 'ServiceAccount', name: /^ops-/ },
    { kind: 'PriorityClass', name: 'high' },
  ]
  expect(findings(podReferenceRules, rendered, existing)).toEqual([])
})
