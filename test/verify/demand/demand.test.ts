import { expect, test } from 'vitest'
import { parseQuantity } from '../../../src/kubernetes/pod/quantity.ts'
import { amountText } from '../../../src/verify/demand/amount-text.ts'
import { demandOf } from '../../../src/verify/demand/demand.ts'
import { quotaUse } from '../../../src/verify/demand/quota.ts'
import { manifestReader, toManifest } from '../../../src/verify/manifest.ts'
import { type Release, toRelease } from '../../../src/verify/rules/release.ts'
import { podCases, podOf } from './pods.ts'

const read = (rendered: string): Release => toRelease(manifestReader('default')(rendered))
const origin = { source: '', namespace: 'default', text: '' }

test.each(podCases)('$name', (one) => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: podOf(one) }
  const { least } = demandOf(toRelease([toManifest(pod, origin)])).running
  expect(least['requests.cpu']).toBe(parseQuantity(one.takes['requests.cpu']))
  expect(least['limits.memory']).toBe(parseQuantity(one.takes['limits.memory']))
})

const workload = (
  kind: string,
  name: string,
  spec: string,
  resources = '{ cpu: 100m }',
): string => `
apiVersion: ${kind.endsWith('Job') ? 'batch' : 'apps'}/v1
kind: ${kind}
metadata: { name: shop-${name}, labels: { app.kubernetes.io/name: ${name} } }
spec:
  ${spec}
  template: { spec: { containers: [{ name: app, resources: { requests: ${resources} } }] } }
---`

test('a workload counts with the pods of its autoscaler, or else its own, and with its volumes', () => {
  const { components } = demandOf(
    read(
      workload('Deployment', 'web', 'strategy: { rollingUpdate: { maxSurge: 50% } }') +
        `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { kind: Deployment, name: shop-web } }
---` +
        workload(
          'StatefulSet',
          'store',
          'replicas: 3\n  volumeClaimTemplates: [{ spec: { resources: { requests: { storage: 2Gi } } } }]',
        ) +
        workload('Job', 'web', 'backoffLimit: 1', '{ cpu: 1 }'),
    ),
  )
  const shown = components.map(({ name, running, meanwhile }) => ({
    name,
    pods: [running.least.pods, running.most.pods],
    cpu: [running.least['requests.cpu'], running.most['requests.cpu']],
    storage: running.least['requests.storage'],
    claims: running.least.persistentvolumeclaims,
    meanwhile: [meanwhile.least['requests.cpu'], meanwhile.most['requests.cpu']],
  }))
  expect(shown).toEqual([
    { name: 'web', pods: [2, 5], cpu: [0.2, 0.5], storage: 0, claims: 0, meanwhile: [1.1, 1.3] },
    {
      name: 'store',
      pods: [3, 3],
      cpu: [0.3, 0.3],
      storage: 6 * 2 ** 30,
      claims: 3,
      meanwhile: [0, 0],
    },
  ])
})

test('what a container does not say, the LimitRange of the release says', () => {
  const range = `
apiVersion: v1
kind: LimitRange
metadata: { name: shop }
spec: { limits: [{ type: Container, defaultRequest: { cpu: 50m } }] }
---`
  const { running } = demandOf(read(range + workload('Deployment', 'web', 'replicas: 2', '{}')))
  expect(running.least['requests.cpu']).toBe(0.1)
})

test('pods of helm test do not count', () => {
  const hook = `
apiVersion: v1
kind: Pod
metadata: { name: test, annotations: { helm.sh/hook: test } }
spec: { containers: [{ name: app }] }`
  expect(demandOf(read(hook)).running.most.pods).toBe(0)
})

test.each([
  ['requests.cpu', 2.5, '2.5'],
  ['pods', 12, '12'],
  ['limits.memory', 1.5 * 2 ** 30, '1.5Gi'],
  ['requests.memory', 500 * 2 ** 20, '500Mi'],
  ['requests.storage', 3 * 2 ** 40, '3Ti'],
  ['requests.memory', 0, '0'],
] as const)('%s of %d is written %s', (resource, amount, text) => {
  expect(amountText(resource, amount)).toBe(text)
})

test('a quota counts its own namespace alone', () => {
  const quota = `
apiVersion: v1
kind: ResourceQuota
metadata: { name: shop }
spec: { hard: { pods: 10 } }
---`
  const elsewhere = workload('Deployment', 'far', 'replicas: 5').replace(
    'metadata: {',
    'metadata: { namespace: other,',
  )
  const release = read(quota + workload('Deployment', 'web', 'replicas: 2') + elsewhere)
  expect(quotaUse(release)).toMatchObject([{ name: 'pods', granted: 10, least: 2 }])
  expect(demandOf(release).running.least.pods).toBe(7)
})
