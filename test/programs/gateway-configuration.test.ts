import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gateway } from '../../src/components/gateway/gateway.ts'
import type { GatewayOptions, SiteOptions } from '../../src/components/gateway/options.ts'
import type { DeepPartial } from '../../src/schema/deep-partial.ts'
import type { GatewayValues } from '../../src/components/gateway/values.ts'
import type { Values } from '../../src/values/value.ts'
import { type Manifest, the } from '../components/rendered.ts'
import { anyDocument } from '../validate/any-document.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { layOut } from './gateway/container.ts'
import { tlsSecret } from './gateway/fixture.ts'
import { configurationFaults, noNginx, speaksHttp2 } from './gateway/nginx.ts'
import { gatewayObjects, gatewaySchema } from './gateway/platform.ts'
import { selfSigned } from './gateway/self-signed.ts'
import { run } from './process.ts'
import { printable } from './printable.ts'

const ports = { catalog: 3001, cart: 3002, orders: 3003, users: 3004, web: 3005, 'trial-1': 3006 }
const tls = { enabled: true, http2: speaksHttp2 }

const everything: DeepPartial<GatewayValues> = {
  host: `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.example`,
  ipv6: true,
  exposure: { type: 'none' },
  tls,
  httpsRedirect: true,
  cors: { enabled: true, credentials: true, origins: ['https://a.example.com', 'app://localhost'] },
  rateLimits: {
    sessionCookie: 'session_id',
    signedInPercentage: 10_000,
    addressPercentage: 100_000,
    tiers: { public: { by: 'user' } },
  },
  trustedProxies: ['0.0.0.0/0', '::/0', '2001:db8::/32', '198.51.100.7/32'],
  resolver: { addresses: ['10.0.0.10', '[fd00::10]:5353'] },
  canaries: { 'trial-1': { weight: 100, by: 'address', header: 'X-Canary-2' } },
}

const tiers = (perMinute: number, burst: number): DeepPartial<GatewayValues> => ({
  rateLimits: { tiers: { public: { perMinute, burst }, login: { perMinute, burst } } },
})

/** Every character that the schema lets into a header. */
const inHeaders = printable.replaceAll(/["$\\]/g, '')

const cases: Readonly<Record<string, DeepPartial<GatewayValues>>> = {
  'its defaults': {},
  'everything switched on': everything,
  'TLS and any origin on nodes': {
    exposure: { type: 'NodePort' },
    tls,
    cors: { enabled: true, anyOrigin: true },
  },
  'no limits and no trusted proxy': { rateLimits: { enabled: false }, trustedProxies: [] },
  'no host': { host: '' },
  'the largest limits': tiers(1_000_000, 1_000_000),
  'the smallest limits': tiers(1, 1),
  'a grace period hardly longer than the pause before it': {
    terminationGracePeriodSeconds: 31,
    preStopSleepSeconds: 30,
  },
  'every inHeaders character in a header': {
    securityHeaders: { permissionsPolicy: inHeaders, contentSecurityPolicy: inHeaders },
  },
}

/** Models in which one kind of route is missing or alone. */
const models: Readonly<Record<string, GatewayOptions>> = {
  'one route': { routes: { '/': 'web' } },
  'one WebSocket': { routes: { '/live': { to: 'web', webSocket: true } } },
  'one path that is taken off': { routes: { '/api': { to: 'web', stripPrefix: true } } },
  'one limit': { routes: { '/': 'web' }, limits: { all: { perMinute: 1 } }, limit: 'all' },
  'a hundred hosts of ten routes': {
    routes: { '/': 'web' },
    sites: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`s${i}`, site(i)])),
  },
}

function site(i: number): SiteOptions {
  const paths = Array.from({ length: 10 }, (_, j) => [`/path${j}`, 'web'] as const)
  return { host: `site${i}.example.com`, routes: Object.fromEntries(paths) }
}

describe('start.sh', () => {
  it('makes the name servers of the pod the resolver', async () => {
    const folder = temporaryFolder({
      'resolv.conf':
        'search test.svc\nnameserver 10.96.0.10\nnameserver fd00::10\noptions ndots:5\n',
    })
    chmodSync(folder, 0o777) // the script runs as nobody, where the tests run as root
    const { data } = the<IConfigMap>(gatewayObjects(ports), 'ConfigMap')
    const script = (data?.['start.sh'] ?? '')
      .replace('/etc/resolv.conf', 'resolv.conf')
      .replace('exec nginx', 'exec true')
    const { code, output } = await run(['sh', '-c', `cd ${folder}\n${script}`], {
      PATH: process.env['PATH'] ?? '',
    })
    expect([code, output]).toEqual([0, ''])
    expect(readFileSync(join(folder, 'resolver.conf'), 'utf8')).toBe(
      'resolver 10.96.0.10 [fd00::10] valid=10s;\n',
    )
  })
})

describe.skipIf(noNginx !== '')(`nginx -t${noNginx}`, () => {
  it.each(Object.entries(cases))('accepts %s', async (_, values) => {
    expect(await faults(gatewayObjects(ports, values))).toBe('')
  })

  it('accepts any values that the schema accepts', async () => {
    const accepted = fc.asyncProperty(anyValues(), async (values) => {
      const found = await faults(gatewayObjects(ports, values as DeepPartial<GatewayValues>))
      expect(found).not.toMatch(/\[emerg\]|exit/) // it may warn of 10.0.0.1/8, which is 10.0.0.0/8
    })
    await fc.assert(accepted, { numRuns: Number(process.env['RUNS'] ?? 25) })
  })

  it.each(Object.entries(models))('accepts a model with %s', async (_, model) => {
    expect(await faults(gatewayObjects(ports, {}, gateway(model)))).toBe('')
  })
})

/** What the files of nginx read of the values. */
const read =
  'host sites routes rateLimits cors securityHeaders gzip resolver httpsRedirect trustedProxies ipv6 ' +
  'connectTimeoutSeconds workers logLevel'

/** Values of all that nginx reads, any that the schema accepts. */
function anyValues(): fc.Arbitrary<Values> {
  const { properties = {} } = gatewaySchema(ports)
  const own = Object.fromEntries(read.split(' ').map((key) => [key, properties[key] ?? {}]))
  const ends = fc.record({
    exposure: fc.record({ type: fc.constantFrom('Ingress', 'LoadBalancer', 'NodePort', 'none') }),
    tls: fc.record({ enabled: fc.boolean(), http2: fc.constant(speaksHttp2) }),
  })
  return fc
    .tuple(anyDocument({ type: 'object', additionalProperties: false, properties: own }), ends)
    .map(([some, end]) => ({ ...some, ...end }))
}

async function faults(objects: readonly Manifest[]): Promise<string> {
  const place = await layOut([...objects, ...tlsSecret(selfSigned('shop.example.com'))])
  writeFileSync(join(place.local('/tmp'), 'resolver.conf'), 'resolver 127.0.0.1;\n')
  return configurationFaults(place)
}
