import { expect, test } from 'vitest'
import { layeredValues } from '../../src/chart/layered-values.ts'
import { fillSecrets } from '../../src/secrets/fill-secrets.ts'
import { providedSecrets, type SecretForm } from '../../src/secrets/provided-secrets.ts'
import { readManifests, readVaultJson } from '../../src/secrets/read-secret-forms.ts'
import { secretManifests, vaultJson } from '../../src/secrets/secret-forms.ts'
import { wantedSecrets } from '../../src/secrets/wanted-secrets.ts'
import type { Values } from '../../src/values/value.ts'
import { readObjects, render, writeDefaultChart } from '../chart/default-chart.ts'
import { plan, projectDirectory } from '../default-project.ts'

const folder = writeDefaultChart()
const given = new Map([['payments-stripe-keys', new Map([['api-key', Buffer.from('sk_live')]])]])

const fromVault: Values = {
  global: {
    secrets: {
      provider: 'externalSecrets',
      externalSecrets: { storeRef: { name: 'vault' }, remoteKeyPrefix: 'prod/' },
    },
  },
}

function secretsOf(form: SecretForm, values: Values, profile: string = 'staging') {
  const files = [`${projectDirectory}values-${profile}.yaml`, values]
  const { merged } = layeredValues(plan, projectDirectory, files)
  const all = wantedSecrets(plan.platform, merged, 'shop')
  const { wanted, prefix } = providedSecrets(all, merged, form)
  const { secrets } = fillSecrets(wanted, { present: new Map(), given, rotate: [] })
  return { secrets, prefix }
}

test('a vault gets each key that an ExternalSecret reads, and no other', async () => {
  const rendered = readObjects(
    await render(folder, { profile: 'staging', release: 'shop', values: fromVault }),
  )
  const read = rendered
    .filter(({ kind }) => kind === 'ExternalSecret')
    .flatMap(({ body }) =>
      (body as unknown as ExternalSecret).spec.data.map(({ remoteRef }) => remoteRef),
    )
    .map(({ key, property }) => `${key} ${property}`)
  const { secrets, prefix } = secretsOf('vault', fromVault)
  const vault = JSON.parse(vaultJson(secrets, prefix)) as Record<string, Record<string, string>>
  const written = Object.entries(vault).flatMap(([key, properties]) =>
    Object.keys(properties).map((property) => `${key} ${property}`),
  )
  expect(written.length).toBeGreaterThan(15)
  expect(written.toSorted()).toEqual(read.toSorted())
})

interface ExternalSecret {
  readonly spec: {
    readonly data: readonly {
      readonly remoteRef: { readonly key: string; readonly property: string }
    }[]
  }
}

test('manifests have each key that a pod reads of a Secret which the chart does not make', async () => {
  const objects = readObjects(await render(folder, { profile: 'staging', release: 'shop' }))
  const read = new Set(objects.flatMap(({ body }) => secretKeysIn(body)))
  const { secrets } = secretsOf('manifests', {})
  const written = secrets.flatMap(({ name, data }) =>
    [...data.keys()].map((key) => `${name} ${key}`),
  )
  expect(read.size).toBeGreaterThan(20)
  expect([...read].filter((key) => !written.includes(key))).toEqual([])
})

/** Every `secretKeyRef`, and every item of a mounted Secret. */
function secretKeysIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return []
  const { secretKeyRef, secret } = node as {
    readonly secretKeyRef?: { readonly name: string; readonly key: string }
    readonly secret?: {
      readonly name?: string
      readonly secretName?: string
      readonly items?: readonly { readonly key: string }[]
    }
  }
  const own = secretKeyRef ? [`${secretKeyRef.name} ${secretKeyRef.key}`] : []
  const mounted = (secret?.items ?? []).map(
    ({ key }) => `${secret?.name ?? secret?.secretName} ${key}`,
  )
  return [...own, ...mounted, ...Object.values(node).flatMap(secretKeysIn)]
}

test('with externalSecrets, manifests are left for the types that the operator does not make', () => {
  expect(() => secretsOf('manifests', fromVault)).toThrow('the External Secrets operator makes')
  const { merged } = layeredValues(plan, projectDirectory, [
    `${projectDirectory}values-prod.yaml`,
    fromVault,
  ])
  const all = wantedSecrets(plan.platform, merged, 'shop')
  const { wanted } = providedSecrets(all, merged, 'manifests')
  expect(wanted.map(({ short }) => short)).toEqual(['gateway-tls'])
})

test('with inline, there is nothing to make', () => {
  expect(() => secretsOf('manifests', {}, 'dev')).toThrow('makes its Secrets from the values')
})

test('what is written is read again', () => {
  const { secrets } = secretsOf('manifests', {})
  const read = readManifests(secretManifests(secrets, 'shop'), 'secrets.yaml', 'shop')
  const dataOf = new Map([...read].map(([name, { data }]) => [name, data]))
  expect(dataOf).toEqual(new Map(secrets.map(({ name, data }) => [name, data])))
  const vault = readVaultJson(vaultJson(secrets, 'prod/'), 'secrets.json', 'prod/')
  expect(new Map([...vault].map(([name, { data }]) => [name, data]))).toEqual(dataOf)
})

test('kubeseal reads its scope from an annotation', () => {
  const { secrets } = secretsOf('kubeseal', {})
  expect(secretManifests(secrets, 'shop', 'namespace-wide')).toContain(
    'sealedsecrets.bitnami.com/namespace-wide: "true"',
  )
  expect(secretManifests(secrets, 'shop')).not.toContain('sealedsecrets')
})

test.each([
  ['a ConfigMap', 'kind: ConfigMap\n', 'no Secret'],
  ['no base64', 'kind: Secret\nmetadata: {name: a}\ndata: {a: "%"}\n', 'no Secret'],
  ['another namespace', 'kind: Secret\nmetadata: {name: a, namespace: b}\n', 'of namespace b'],
])('a file that holds %s is not overwritten', (_, text, message) => {
  expect(() => readManifests(text, 'secrets.yaml', 'shop')).toThrow(message)
})

test('a store outside that is reached over TLS needs its CA, which no provider makes', () => {
  const outside = (provider: string): Values => ({
    global: { secrets: { provider }, tls: { postgresql: { enabled: true } } },
    postgresql: { mode: 'external', external: { host: 'db.example.com' } },
  })
  const keysOf = (values: Values): readonly string[] => {
    const { merged } = layeredValues(plan, projectDirectory, [values])
    const all = wantedSecrets(plan.platform, merged, 'shop')
    const { wanted } = providedSecrets(all, merged, 'manifests')
    return wanted.flatMap(({ short, keys }) =>
      short === 'postgresql-tls' ? Object.keys(keys) : [],
    )
  }
  expect(keysOf(outside('existing'))).toEqual(['ca.crt'])
  expect(keysOf(outside('externalSecrets'))).toEqual(['ca.crt'])
  expect(keysOf({ ...outside('existing'), postgresql: { mode: 'embedded' } })).toHaveLength(3)
})

test('a Secret with a CA may be that of a certificate, and what is missing is asked for once', () => {
  const values: Values = {
    global: { tls: { postgresql: { enabled: true } } },
    postgresql: { mode: 'external', external: { host: 'db.example.com' } },
  }
  const { merged } = layeredValues(plan, projectDirectory, [values])
  const wanted = wantedSecrets(plan.platform, merged, 'shop').filter(({ short }) =>
    short.startsWith('postgresql-'),
  )
  const certificate = { type: 'kubernetes.io/tls', data: new Map([['ca.crt', Buffer.from('x')]]) }
  const present = new Map([['shop-postgresql-tls', certificate]])
  const { secrets, problems } = fillSecrets(wanted, { present, given: new Map(), rotate: [] })
  expect(secrets).toMatchObject([{ short: 'postgresql-tls', type: 'kubernetes.io/tls' }])
  expect(problems.map(({ path }) => path)).toEqual(
    ['catalog', 'orders', 'inventory', 'users'].map((one) => `shop-postgresql-${one}/password`),
  )
})
