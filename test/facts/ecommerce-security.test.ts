import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { INodeAffinity } from 'kubernetes-models/v1/NodeAffinity'
import { expect, test } from 'vitest'
import { plan } from '../default-project.ts'
import { componentOf, profiles } from '../chart/default-chart.ts'
import { containerOf, prod, prodWith, services } from './ecommerce.ts'
import { at } from '../../src/verify/fields.ts'
import { mapped, named, the } from './objects.ts'

const policies = named<INetworkPolicy>(prod, 'NetworkPolicy')
const pods = prod.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')

test('profiles', () => {
  expect(profiles).toEqual(['defaults', 'dev', 'staging', 'prod'])
})

test('security: what no policy allows is denied, both ways', () => {
  const release = { matchLabels: { 'app.kubernetes.io/instance': 'ecommerce' } }
  expect(policies['default-deny']?.spec).toEqual({
    podSelector: release,
    policyTypes: ['Ingress', 'Egress'],
  })
  expect(policies['dns']?.spec?.egress?.[0]?.ports?.map(({ port }) => port)).toEqual([53, 53])
})

test('security: each component lets its clients in, and nobody else', () => {
  const { gateway, ...others } = Object.fromEntries(
    plan.charts.map(({ name }) => [name, policies[`${name}-ingress`]?.spec?.ingress]),
  )
  expect(gateway).toEqual([{ ports: [{ protocol: 'TCP', port: 8080 }] }])
  const peers = mapped(others, (rules) => rules?.flatMap(({ from }) => from))
  expect(peers).toEqual(
    mapped(others, (_, name) => [
      {
        podSelector: {
          matchLabels: { 'app.kubernetes.io/instance': 'ecommerce', [`${name}-client`]: 'true' },
        },
      },
    ]),
  )
})

test('security: only payments reaches the Internet, by HTTPS', () => {
  const outside = Object.entries(policies).filter(([, { spec }]) =>
    spec?.egress?.some(({ to = [] }) => to.length === 0 || to.some(({ ipBlock }) => ipBlock)),
  )
  expect(outside.map(([name]) => name)).toEqual(['payments-internet'])
  expect(outside[0]?.[1].spec?.egress?.[0]?.ports).toEqual([{ protocol: 'TCP', port: 443 }])
})

test('security: payments has its key of Stripe from the Secret stripe-keys', () => {
  expect(containerOf('payments').env).toContainEqual({
    name: 'STRIPE_API_KEY',
    valueFrom: { secretKeyRef: { name: 'ecommerce-payments-stripe-keys', key: 'api-key' } },
  })
})

test('security: no password is in the chart; External Secrets fetches every one', async () => {
  expect(prod.filter(({ kind }) => /Secret/.test(kind))).toEqual([])
  const objects = await prodWith({
    global: {
      secrets: { provider: 'externalSecrets', externalSecrets: { storeRef: { name: 'vault' } } },
    },
  })
  const external = named<object>(objects, 'ExternalSecret')
  const inPods = prod.filter(({ kind }) => kind !== 'Ingress') // whose certificate is another matter
  const needed = new Set(inPods.flatMap(({ body }) => secretsIn(body)))
  expect(Object.keys(external).toSorted()).toEqual([...needed].toSorted())
  expect(mapped(external, (one) => at(one, 'spec', 'secretStoreRef', 'name'))).toEqual(
    mapped(external, () => 'vault'),
  )
})

test('scheduling: what nobody waits for prefers spot nodes', () => {
  const onSpot = pods.filter(({ body }) => {
    const path = ['spec', 'template', 'spec', 'affinity', 'nodeAffinity']
    const affinity = at(body, ...path) as INodeAffinity | undefined // as Kubernetes has it
    const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    return preferred.some(
      ({ preference }) => preference.matchExpressions?.[0]?.values?.[0] === 'spot',
    )
  })
  expect(onSpot.map(componentOf).toSorted()).toEqual(['catalog', 'inventory'])
})

test.each(['orders', 'payments', 'gateway'])('scheduling: %s is critical', (name) => {
  const deployment = the<object>(prod, 'Deployment', `ecommerce-${name}`)
  const priority = at(deployment, 'spec', 'template', 'spec', 'priorityClassName')
  expect(priority).toBe('ecommerce.ecommerce.critical')
  expect(named(prod, 'PriorityClass')).toHaveProperty(['ecommerce.ecommerce.critical'])
})

test('services are those of the platform', () => {
  const found = plan.charts.filter(({ resolved }) => resolved.component.kind === 'service')
  expect(found.map(({ name }) => name)).toEqual(services)
})

/** Names of the Secrets that a part of an object refers to. */
function secretsIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return []
  const { secretKeyRef, secretName, secret } = part as Readonly<Record<string, unknown>>
  const names = [at(secretKeyRef, 'name'), secretName, at(secret, 'name')]
  return [
    ...names.flatMap((name) => (typeof name === 'string' ? [name.replace(/^ecommerce-/, '')] : [])),
    ...Object.values(part).flatMap(secretsIn),
  ]
}
