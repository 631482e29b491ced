import { expect, test } from 'vitest'
import { fillSecrets } from '../../src/secrets/fill-secrets.ts'
import { namespaceIn } from '../../src/secrets/namespace-in.ts'
import { readManifests } from '../../src/secrets/read-secret-forms.ts'
import { secretManifests } from '../../src/secrets/secret-forms.ts'
import { wantedSecrets } from '../../src/secrets/wanted-secrets.ts'
import { twoNamespacesPlan as plan } from '../namespaces-project.ts'

const wanted = wantedSecrets(plan.platform, plan.defaults, 'shop')
const given = new Map([['metrics-login', new Map([['password', Buffer.from('given')]])]])
const { secrets } = fillSecrets(wanted, { present: new Map(), given, rotate: [] })
const text = secretManifests(
  secrets.map((one) => ({
    ...one,
    namespace: namespaceIn(plan.defaults, one.namespace, 'bazaar'),
  })),
  'bazaar',
)

test('a Secret is made where the component lives that reads it', () => {
  const places = [...text.matchAll(/name: (\S+)\n {2}namespace: (\S+)/g)].map(
    ([, name, namespace]) => `${namespace}/${name}`,
  )
  expect(places.toSorted()).toEqual([
    'bazaar-monitoring/shop-history',
    'bazaar-monitoring/shop-history-metrics',
    'bazaar-monitoring/shop-log',
    'bazaar-monitoring/shop-log-metrics',
    'bazaar-monitoring/shop-metrics-login',
    'bazaar/shop-postgresql',
    'bazaar/shop-postgresql-web',
  ])
})

test('a file of theirs is read again, and one of another namespace is not', () => {
  const read = readManifests(text, 'secrets.yaml', 'bazaar', ['bazaar-monitoring'])
  expect(read.size).toBe(7)
  expect(() => readManifests(text, 'secrets.yaml', 'bazaar')).toThrow(
    'of namespace bazaar-monitoring',
  )
})

test('the values name the namespace', () => {
  const values = { global: { namespaces: { monitoring: { name: 'ops' } } } }
  expect(namespaceIn(values, 'monitoring', 'bazaar')).toBe('ops')
  expect(namespaceIn(values, undefined, 'bazaar')).toBe('bazaar')
})
