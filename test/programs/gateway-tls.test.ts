import { writeFileSync } from 'node:fs'
import { connect as connectHttp2 } from 'node:http2'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DeepPartial } from '../../src/values/deep-partial.ts'
import type { GatewayValues } from '../../src/values/types/gateway.ts'
import type { Question, TlsOptions } from './gateway/client.ts'
import { type Fixture, startFixture } from './gateway/fixture.ts'
import { testConfiguration } from './gateway/nginx.ts'
import { describeNginx, speaksHttp2 } from './gateway/nginx-program.ts'
import { layOut, putCertificate } from './gateway/place.ts'
import { edge as edgeComponent, gatewayFiles, gatewayObjects } from './gateway/platform.ts'
import { selfSigned } from './gateway/self-signed.ts'

const host = 'shop.example.com'

describeNginx('a running gateway that ends TLS itself', () => {
  const certificate = selfSigned(host)
  let edge: Fixture
  beforeAll(async () => {
    edge = await startFixture({
      certificate,
      values: {
        exposure: { type: 'LoadBalancer' },
        tls: { enabled: true, http2: speaksHttp2() },
        httpsRedirect: true,
      },
    })
  })
  afterAll(() => edge.close())

  const secure = (more: Partial<TlsOptions> = {}): Partial<Question> => ({
    port: edge.place.tlsPort,
    headers: { Host: host },
    tls: { ca: certificate.certificate, servername: host, ...more },
  })

  it('serves the certificate of the Secret, and says HTTPS to the service and the browser', async () => {
    const { status, headers, text } = await edge.ask('/catalog', secure())
    expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000'])
    expect(JSON.parse(text).headers['x-forwarded-proto']).toBe('https')
  })

  it('speaks TLS 1.3 and 1.2, and nothing older', async () => {
    expect(await edge.ask('/catalog', secure({ minVersion: 'TLSv1.3' }))).toMatchObject({
      status: 200,
    })
    expect(await edge.ask('/catalog', secure({ maxVersion: 'TLSv1.2' }))).toMatchObject({
      status: 200,
    })
    const old = {
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    } as const
    await expect(edge.ask('/catalog', secure(old))).rejects.toThrow(/alert|version/i)
  })

  it.runIf(speaksHttp2())('speaks HTTP/2', async () => {
    const session = connectHttp2(`https://${host}`, {
      host: '127.0.0.1',
      port: edge.place.tlsPort,
      ca: certificate.certificate,
      servername: host,
    } as never)
    const [headers] = await once(session.request({ ':path': '/catalog' }).end(), 'response')
    session.close()
    expect(headers[':status']).toBe(200)
  })

  it('redirects plain requests, whatever the method, but not the health check', async () => {
    for (const method of ['GET', 'POST']) {
      const { status, headers } = await edge.ask('/catalog/1?a=b', {
        method,
        headers: { Host: host },
      })
      expect([status, headers.location]).toEqual([308, `https://${host}/catalog/1?a=b`])
    }
    expect(await edge.ask('/healthz')).toMatchObject({ status: 200 })
  })

  it('redirects plain HTTP on the port of HTTPS too', async () => {
    const { status, headers } = await edge.ask('/catalog', {
      port: edge.place.tlsPort,
      headers: { Host: host },
    })
    expect([status, headers.location]).toEqual([308, `https://${host}/catalog`])
  })

  it('serves a renewed certificate without a restart', async () => {
    const renewed = selfSigned(host)
    putCertificate(edge.place, renewed)
    expect(await edge.ask('/catalog', secure({ ca: renewed.certificate }))).toMatchObject({
      status: 200,
    })
  })
})

describeNginx('nginx -t', () => {
  const ports = { catalog: 3001, cart: 3002, orders: 3003, users: 3004, web: 3005 }
  const http2 = speaksHttp2()
  const everything = {
    ipv6: true,
    exposure: { type: 'none' },
    tls: { enabled: true, http2 },
    httpsRedirect: true,
    cors: {
      enabled: true,
      anyOrigin: true,
      credentials: true,
      origins: ['https://a.example.com', 'capacitor://localhost'],
    },
    rateLimits: {
      sessionCookie: 'session_id',
      signedInPercentage: 10_000,
      addressPercentage: 100_000,
    },
    trustedProxies: ['0.0.0.0/0', '::/0', '2001:db8::/32', '198.51.100.7/32'],
    resolver: { addresses: ['10.0.0.10', '[fd00::10]:5353'] },
    host: `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.example`,
  } satisfies DeepPartial<GatewayValues>

  it.each<[string, DeepPartial<GatewayValues>]>([
    ['its defaults', {}],
    ['everything switched on', everything],
    [
      'rate limits off and no trusted proxy',
      { rateLimits: { enabled: false }, trustedProxies: [] },
    ],
    ['no host', { host: '' }],
    [
      'the largest limits',
      { rateLimits: { tiers: { public: { perMinute: 1_000_000, burst: 1_000_000 } } } },
    ],
    ['the smallest limits', { rateLimits: { tiers: { public: { perMinute: 1, burst: 1 } } } }],
    [
      'a grace period that is over before it begins',
      { terminationGracePeriodSeconds: 1, preStopSleepSeconds: 30 },
    ],
    [
      'every printable character in a header',
      { securityHeaders: { permissionsPolicy: printable() } },
    ],
  ])('accepts %s', async (_, values) => {
    const place = await layOut(
      gatewayFiles(gatewayObjects(ports, values, edgeComponent)),
      selfSigned(host),
    )
    writeFileSync(join(place.folder, 'tmp/resolver.conf'), 'resolver 127.0.0.1;\n')
    expect(testConfiguration(place)).toBe('')
  })

  function printable(): string {
    const all = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i)).join(
      '',
    )
    return all.replaceAll(/["$\\]/g, '')
  }
})
