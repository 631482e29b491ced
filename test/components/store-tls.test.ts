import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { describe, expect, it } from 'vitest'
import {
  cache,
  database,
  documents,
  mongodb,
  postgresql,
  queue,
  rabbitmq,
  redis,
  service,
} from '../../src/index.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import type { Values } from '../../src/values/value.ts'
import { type Manifest, rendered, the } from './rendered.ts'

const components = {
  orders: service({
    image: 'shop/app',
    port: 8080,
    uses: [
      database('postgresql', { waitFor: true }),
      cache('redis', { waitFor: true }),
      queue('rabbitmq', { waitFor: true }),
      documents('mongodb', { waitFor: true }),
    ],
  }),
  postgresql: postgresql(),
  redis: redis(),
  rabbitmq: rabbitmq(),
  mongodb: mongodb(),
}

/** Each store, and how its clients' URL shows TLS. */
const stores = [
  [
    'postgresql',
    'url-address',
    /\?sslmode=verify-full&sslrootcert=\/etc\/ssl\/postgresql\/ca\.crt$/,
  ],
  ['redis', 'scheme', /^rediss$/],
  ['rabbitmq', 'scheme', /^amqps$/],
  ['mongodb', 'url-address', /[?&]tls=true&tlsCAFile=\/etc\/ssl\/mongodb\/ca\.crt$/],
] as const

type Store = (typeof stores)[number][0]

const withTls = (store: Store, more: Values = {}): Values =>
  overlay({ global: { tls: { [store]: { enabled: true } } } }, more)

const outside: Values = { mode: 'external', external: { host: 'store.example.com' } }

const connection = (store: Store, values: Values) =>
  the<IConfigMap>(rendered(components, store, values), 'ConfigMap', `shop-${store}-orders`).data

const client = (values: Values): IPodSpec => {
  const pod = the<IDeployment>(rendered(components, 'orders', values), 'Deployment')
  const spec = pod.spec?.template.spec
  if (!spec) throw new Error('there is no pod')
  return spec
}

const mountsCa = ({ volumeMounts = [] }: IContainer, store: Store): boolean =>
  volumeMounts.some(({ mountPath }) => mountPath === `/etc/ssl/${store}`)

const issued: Values = {
  global: { certificates: { enabled: true, issuer: { name: 'corp', kind: 'Issuer' } } },
}

interface Certificate extends Manifest {
  readonly spec: { readonly secretName: string; readonly dnsNames: readonly string[] }
}

describe.each(stores)('TLS to %s', (store, key, shown) => {
  it('is not there by default', () => {
    expect(connection(store, {})?.[key]).not.toMatch(shown)
    expect(JSON.stringify(rendered(components, store))).not.toMatch(/tls\.key|ca\.crt/)
    expect(JSON.stringify(rendered(components, 'orders'))).not.toContain('ca.crt')
  })

  it.each([
    ['in the cluster', {}],
    ['outside', outside],
  ])('is told to clients of one %s', (_, where) => {
    expect(connection(store, withTls(store, where))?.[key]).toMatch(shown)
  })

  it('gives the client and its wait the CA, and the variable that says where', () => {
    const { containers, initContainers = [], volumes } = client(withTls(store))
    const [own] = containers
    const wait = initContainers.find(({ name }) => name === `wait-for-${store}`)
    if (!own || !wait) throw new Error('there is no such container')
    expect([mountsCa(own, store), mountsCa(wait, store)]).toEqual([true, true])
    expect(own.env).toContainEqual({
      name: expect.stringMatching(/_CA_FILE$/),
      value: `/etc/ssl/${store}/ca.crt`,
    })
    expect(volumes).toContainEqual({
      name: `${store}-ca`,
      secret: { secretName: `shop-${store}-tls`, items: [{ key: 'ca.crt', path: 'ca.crt' }] },
    })
  })

  it('mounts the key in the pods of the server alone, for their group', () => {
    const volume = { secretName: `shop-${store}-tls`, defaultMode: 0o440 }
    const server = rendered(components, store, withTls(store)).filter(({ kind }) =>
      ['Deployment', 'StatefulSet'].includes(kind),
    )
    expect(JSON.stringify(server)).toContain(JSON.stringify({ name: 'tls', secret: volume }))
    expect(JSON.stringify(client(withTls(store)))).not.toContain('tls.key')
  })

  it('has a certificate of cert-manager on wish, for the names that clients use', () => {
    const objects = rendered(components, store, withTls(store, issued))
    const { metadata, spec } = the<Certificate>(objects, 'Certificate')
    expect([metadata?.name, spec.secretName]).toEqual([`shop-${store}`, `shop-${store}-tls`])
    expect(spec.dnsNames).toContain(`shop-${store}`)
    const members = '*.shop-mongodb-headless.'
    expect(spec.dnsNames.some((name) => name.startsWith(members))).toBe(store === 'mongodb')
  })

  it.each([
    ['without TLS', issued],
    ['of a store outside', withTls(store, overlay(issued, outside))],
    [
      'with a Secret of one’s own',
      withTls(store, overlay(issued, { global: { tls: { [store]: { secretName: 'mine' } } } })),
    ],
  ])('asks for no certificate %s', (_, values) => {
    const kinds = rendered(components, store, values).map(({ kind }) => kind)
    expect(kinds).not.toContain('Certificate')
  })

  it('refuses a certificate that nobody issues', () => {
    const values = withTls(store, { global: { certificates: { enabled: true } } })
    expect(() => rendered(components, store, values)).toThrow('global.certificates.issuer.name')
  })
})

it('names no CA where an edge names its variables', () => {
  const orders = service({
    image: 'shop/app',
    port: 8080,
    uses: [cache('redis', { env: { CA: '{ca-file}' } })],
  })
  const objects = rendered({ ...components, orders }, 'orders', withTls('redis'))
  const [own] = the<IDeployment>(objects, 'Deployment').spec?.template.spec?.containers ?? []
  const wanted = { name: 'CA', value: '/etc/ssl/redis/ca.crt' }
  expect(own?.env?.filter(({ value }) => value === wanted.value)).toEqual([wanted])
})

it('refuses a query of MongoDB that says of TLS what the global says', () => {
  const external = { host: 'db.example.com', query: '?tls=true' }
  const values = withTls('mongodb', { mode: 'external', external })
  expect(() => rendered(components, 'mongodb', values)).toThrow('mongodb.external.query')
})
