import { beforeAll, describe, expect, test } from 'vitest'
import { validateManifests } from '../../src/verify/kubeconform.ts'
import {
  kindSchema,
  kubernetesVersions,
  resolveKubernetes,
} from '../../src/verify/kubernetes-schemas.ts'
import { findTools, type Tools } from '../../src/verify/tools/find-tools.ts'

let tools: Tools

beforeAll(async () => {
  tools = await findTools()
})

test('there are schemas of the oldest and the newest Kubernetes', () => {
  expect(kubernetesVersions).toEqual(['1.29.6', '1.36.3'])
})

test('versions may be written in short', () => {
  expect(resolveKubernetes(['1.36', 'v1.29.6', '1.29'])).toEqual(['1.36.3', '1.29.6', '1.29.6'])
})

test('a version without schemas says which there are', () => {
  expect(() => resolveKubernetes(['1.3'])).toThrow('there are no schemas of Kubernetes 1.3')
})

describe('kindSchema', () => {
  test.each([
    ['apps/v1', 'Deployment', true],
    ['v1', 'ConfigMap', true],
    ['external-secrets.io/v1', 'ExternalSecret', true],
    ['apps/v1beta1', 'Deployment', false],
    ['example.com/v1', 'Widget', false],
    ['', '', false],
  ])('%s %s: %j', (apiVersion, kind, known) => {
    expect(kindSchema(apiVersion, kind) !== undefined).toBe(known)
  })
})

describe.each(kubernetesVersions)('Kubernetes %s', (kubernetes) => {
  test('takes what the API server takes', async () => {
    const manifests = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders, annotations: { a: '1' } }
spec:
  replicas: 2
  strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 25% } }
  selector: { matchLabels: { a: b } }
  template:
    spec:
      containers:
        - name: app
          resources: { requests: { cpu: 0.25, memory: 256Mi }, limits: { cpu: 500m, memory: 1e9 } }
          livenessProbe: { httpGet: { port: http } }
          readinessProbe: { httpGet: { port: 80 } }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { a: { default: [1] } } } }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: orders }
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: vault }
  data: [{ secretKey: password, remoteRef: { key: orders } }]
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: vault }
spec: { provider: { vault: { server: https://vault, auth: { tokenSecretRef: { name: a } } } } }
---
apiVersion: v1
kind: Secret
metadata: { name: orders }
data: { password: c2VjcmV0 }
`
    expect(await validate(manifests, kubernetes)).toEqual([])
  })

  test.each([
    ['an unknown field', '{ spec: { ports: [{ port: 80, nme: http }] } }', 'Service'],
    ['a string for a number', '{ spec: { ports: [{ port: "80" }] } }', 'Service'],
    ['a number above 32 bits', '{ spec: { ports: [{ port: 3000000000 }] } }', 'Service'],
    ['a list for a port', '{ spec: { ports: [{ port: 80, targetPort: [] }] } }', 'Service'],
    ['a null', '{ spec: { ports: null } }', 'Service'],
    ['a number for text', '{ data: { a: 1 } }', 'ConfigMap'],
    ['text that is no base64', '{ data: { a: "not base64" } }', 'Secret'],
    ['a wrong quantity', '{ spec: { limits: [{ type: Pod, max: { cpu: 5mm } }] } }', 'LimitRange'],
    ['a missing field', '{ spec: { limits: [{ max: { cpu: 5m } }] } }', 'LimitRange'],
  ])('refuses %s', async (_, body, kind) => {
    const fields = body.slice(1, -1)
    const manifests = `{ apiVersion: v1, kind: ${kind}, metadata: { name: a }, ${fields} }`
    expect(await validate(manifests, kubernetes)).toHaveLength(1)
  })

  test.each([
    ['an alpha API', 'apiVersion: storage.k8s.io/v1alpha1\nkind: VolumeAttributesClass'],
    ['a removed API', 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget'],
    ['an unknown custom resource', 'apiVersion: example.com/v1\nkind: Widget'],
  ])('has no schema of %s', async (_, head) => {
    const [problem] = await validate(`${head}\nmetadata: { name: a }`, kubernetes)
    expect(problem).toMatch(/there is no schema of/)
  })
})

test('an unknown field of a custom resource is refused', async () => {
  const manifests = `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: orders }
spec: { secretStore: { name: vault } }
`
  expect(await validate(manifests, '1.36.3')).toEqual([
    "ExternalSecret/orders spec: additional properties 'secretStore' not allowed",
  ])
})

test('a key that is there twice is refused', async () => {
  const manifests = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: b, a: c }\n'
  expect(await validate(manifests, '1.36.3')).toEqual([
    expect.stringContaining('key "a" already set in map'),
  ])
})

async function validate(manifests: string, kubernetes: string): Promise<readonly string[]> {
  const { kubeconform } = tools
  const problems = await validateManifests({ kubeconform, manifests, kubernetes })
  return problems.map(({ path, message }) => `${path}: ${message}`)
}
