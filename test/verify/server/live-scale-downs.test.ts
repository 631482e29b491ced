import { expect, test } from 'vitest'
import { manifestReader } from '../../../src/verify/manifest.ts'
import { liveScaleDowns } from '../../../src/verify/server/live-scale-downs.ts'

const manifests = manifestReader('shop')(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec: {}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec: { scaleTargetRef: { kind: Deployment, name: orders } }
`)

const owned = (manager: string, operation = 'Apply'): object => ({
  manager,
  operation,
  fieldsV1: { 'f:spec': { 'f:replicas': {} } },
})
const unrelated = { manager: 'kubectl', operation: 'Update', fieldsV1: { 'f:spec': {} } }

/** What is said of an upgrade while 3 pods run and these own their number. */
const said = async (owners: readonly object[], status = 200): Promise<readonly string[]> => {
  const live = { metadata: { managedFields: owners }, spec: { replicas: 3 } }
  const ask = async () => ({ status, body: live, warnings: [] })
  const find = async () => '/apis/apps/v1/namespaces/shop/deployments/orders'
  const problems = await liveScaleDowns(manifests, find, ask)
  return problems.map(({ path, message, severity }) => `${severity} ${path}: ${message}`)
}

test.each([['Apply'], ['Update']])('a number that Helm alone has set by %s falls', async (how) => {
  expect(await said([owned('helm', how), unrelated])).toEqual([
    'warning Deployment/orders spec.replicas: the upgrade scales orders from 3 pods to 1 for a moment, until HorizontalPodAutoscaler scaler scales it up',
  ])
})

test('a number that somebody else owns as well stays, and so does one that nobody owns', async () => {
  expect(await said([owned('helm'), owned('keep-replicas')])).toEqual([])
  expect(await said([owned('kube-controller-manager')])).toEqual([])
  expect(await said([unrelated])).toEqual([])
})

test.each([[404], [403]])('nothing is said of what the server answers with %i', async (status) => {
  expect(await said([owned('helm')], status)).toEqual([])
})

test('the command names the namespace', async () => {
  const ask = async () => ({
    status: 200,
    body: { metadata: { managedFields: [owned('helm')] }, spec: { replicas: 3 } },
    warnings: [],
  })
  const [problem] = await liveScaleDowns(manifests, async () => '/orders', ask)
  expect(problem?.hint).toContain('kubectl apply --namespace shop ')
})
