import { describe, expect, test } from 'vitest'
import { configRules } from '../../../src/verify/rules/config-rules.ts'
import { findings, testRules } from './rule-cases.ts'

testRules(configRules, {
  'every ConfigMap that a pod reads exists and has the key': {
    holds: `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:
  containers:
    - name: app
      env:
        - { name: A, valueFrom: { configMapKeyRef: { name: orders, key: LOG_LEVEL } } }
        - { name: B, valueFrom: { configMapKeyRef: { name: no, key: no, optional: true } } }
      envFrom: [{ configMapRef: { name: orders } }]
  volumes:
    - { name: a, configMap: { name: orders, items: [{ key: app.conf, path: a }] } }
    - { name: b, projected: { sources: [{ configMap: { name: kube-root-ca.crt } }] } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: orders }
data: { LOG_LEVEL: info }
binaryData: { app.conf: YQ== }
`,
    breaks: `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:
  containers:
    - name: app
      env: [{ name: A, valueFrom: { configMapKeyRef: { name: orders, key: LEVEL } } }]
      envFrom: [{ configMapRef: { name: common } }]
  volumes:
    - { name: a, configMap: { name: orders, items: [{ key: app.conf, path: a }] } }
    - { name: b, projected: { sources: [{ configMap: { name: certificates } }] } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: orders }
data: { LOG_LEVEL: info }
`,
    finds: [
      'Pod/orders spec.containers.app.env.A: orders has no key LEVEL',
      'Pod/orders spec.containers.app.envFrom: nothing renders common',
      'Pod/orders spec.volumes.a: orders has no key app.conf',
      'Pod/orders spec.volumes.b: nothing renders certificates',
    ],
  },

  'every Secret that a pod reads exists and has the key': {
    holds: `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:
  containers:
    - name: app
      env: [{ name: A, valueFrom: { secretKeyRef: { name: orders, key: password } } }]
      envFrom: [{ secretRef: { name: maybe, optional: true } }]
  volumes: [{ name: tls, secret: { secretName: orders } }]
---
apiVersion: v1
kind: Secret
metadata: { name: orders }
stringData: { password: secret }
`,
    breaks: `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:
  containers:
    - name: app
      env: [{ name: A, valueFrom: { secretKeyRef: { name: orders, key: token } } }]
      envFrom: [{ secretRef: { name: common } }]
  volumes: [{ name: tls, secret: { secretName: orders-tls } }]
---
apiVersion: v1
kind: Secret
metadata: { name: orders }
data: { password: YQ== }
`,
    finds: [
      'Pod/orders spec.containers.app.env.A: orders has no key token',
      'Pod/orders spec.containers.app.envFrom: nothing renders common',
      'Pod/orders spec.volumes.tls: nothing renders orders-tls',
    ],
  },

  'every Secret with the certificate of an Ingress exists': {
    holds: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec: { tls: [{ hosts: [a], secretName: shop-tls }, { hosts: [b] }] }
---
apiVersion: v1
kind: Secret
metadata: { name: shop-tls }
type: kubernetes.io/tls
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: admin, annotations: { cert-manager.io/cluster-issuer: letsencrypt } }
spec: { tls: [{ hosts: [c], secretName: admin-tls }] }
`,
    breaks: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec: { tls: [{ hosts: [a], secretName: shop-tls }] }
`,
    finds: ['Ingress/shop spec.tls: nothing renders shop-tls'],
  },
})

test('what is missing is reported once, however often it is read', () => {
  const pods = ['orders', 'users'].map(
    (name) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec: { containers: [{ name: app, envFrom: [{ secretRef: { name: common } }] }] }
`,
  )
  expect(findings(configRules, pods.join('---'))).toEqual([
    'Pod/orders spec.containers.app.envFrom: nothing renders common',
  ])
})

describe('a Secret need not be rendered', () => {
  const pod = `
apiVersion: v1
kind: Pod
metadata: { name: orders }
spec:
  containers:
    - name: app
      env: [{ name: A, valueFrom: { secretKeyRef: { name: shop-db-orders, key: password } } }]
`
  const missing = ['Pod/orders spec.containers.app.env.A: nothing renders shop-db-orders']
  const keyless = ['Pod/orders spec.containers.app.env.A: shop-db-orders has no key password']

  test.each([
    ['unless nobody knows it', [], missing],
    ['if it is known by name', [{ kind: 'Secret', name: 'shop-db-orders' }], []],
    ['if it is known by pattern', [{ kind: 'Secret', name: /^shop-db-/ }], []],
    ['unless its kind is another', [{ kind: 'ConfigMap', name: 'shop-db-orders' }], missing],
    [
      'if its keys are known too',
      [{ kind: 'Secret', name: 'shop-db-orders', keys: ['password'] }],
      [],
    ],
    [
      'unless its keys are others',
      [{ kind: 'Secret', name: 'shop-db-orders', keys: ['token'] }],
      keyless,
    ],
  ])('%s', (_, existing, expected) => {
    expect(findings(configRules, pod, existing)).toEqual(expected)
  })

  test.each([
    ['an ExternalSecret fetches the key', 'data: [{ secretKey: password }]', []],
    ['an ExternalSecret fetches another', 'data: [{ secretKey: token }]', keyless],
    ['an ExternalSecret fetches all there is', 'dataFrom: [{ extract: { key: orders } }]', []],
    [
      'the template of an ExternalSecret has the key',
      'data: [{ secretKey: raw }], target: { name: shop-db-orders, template: { data: { password: a } } }',
      [],
    ],
    [
      'the template of an ExternalSecret leaves the key out',
      'data: [{ secretKey: password }], target: { name: shop-db-orders, template: { data: { url: a } } }',
      keyless,
    ],
  ])('%s', (_, spec, expected) => {
    const external = `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: shop-db-orders }
spec: { ${spec} }
`
    expect(findings(configRules, `${pod}---${external}`)).toEqual(expected)
  })

  test('a Certificate makes one with fixed keys', () => {
    const certificate = `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: orders }
spec: { secretName: shop-db-orders }
`
    expect(findings(configRules, `${pod}---${certificate}`)).toEqual(keyless)
  })
})
