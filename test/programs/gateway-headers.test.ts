import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from './gateway/client.ts'
import { type Fixture, startFixture } from './gateway/fixture.ts'
import { noNginx } from './gateway/nginx.ts'
import type { Behaviour } from './gateway/upstream.ts'

const shop = 'https://shop.example.com'

/** A service that sends headers of its own, which the gateway sends too. */
const talkative: Behaviour = (request, response) => {
  if (!request.url?.includes('talkative')) return false
  response.writeHead(200, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Credentials': 'true',
    'Content-Security-Policy': "default-src 'self'",
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Content-Type-Options': 'nosniff',
    'Strict-Transport-Security': 'max-age=1',
    'X-Powered-By': 'a framework',
  })
  response.end()
  return true
}

describe.skipIf(noNginx !== '')(`the headers of a running gateway${noNginx}`, () => {
  let edge: Fixture
  beforeAll(async () => {
    edge = await startFixture({
      behaviour: talkative,
      values: {
        trustedProxies: ['127.0.0.0/8'],
        cors: { enabled: true, origins: [shop, 'http://localhost:3000'], credentials: true },
      },
    })
    await edge.upstreams.orders.close() // so that /orders is 502
  })
  afterAll(() => edge.close())

  const security = {
    'content-security-policy': "base-uri 'self'; frame-ancestors 'none'; object-src 'none'",
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }

  const refused = async (): Promise<Answer> => {
    const headers = { 'X-Forwarded-For': '203.0.113.7', Origin: shop }
    for (let i = 0; i < 10; i++) await edge.ask('/limited', { headers })
    return edge.ask('/limited', { headers })
  }

  it.each<[number, () => Promise<Answer>]>([
    [200, () => edge.ask('/catalog', { headers: { Origin: shop } })],
    [404, () => edge.ask('/nowhere', { headers: { Origin: shop } })],
    [
      413,
      () =>
        edge.ask('/orders', {
          method: 'POST',
          body: Buffer.alloc(11_000),
          headers: { Origin: shop },
        }),
    ],
    [429, refused],
    [502, () => edge.ask('/orders', { headers: { Origin: shop } })],
    [502, () => edge.ask('/orders', { method: 'POST', headers: { Origin: shop } })],
  ])('are all there on %i', async (expected, question) => {
    const { status, headers } = await question()
    expect(status).toBe(expected)
    expect(headers).toMatchObject({
      ...security,
      'access-control-allow-origin': shop,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Retry-After, X-Request-ID',
      'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
      vary: expect.stringContaining('Origin'),
      server: 'nginx',
    })
  })

  it('are there on 400 as well, but for those of an origin that nginx never came to read', async () => {
    const { status, headers } = await edge.ask('/catalog/%00', { headers: { Origin: shop } })
    expect(status).toBe(400)
    expect(headers).toMatchObject(security)
  })

  it('let the headers of a page itself win, and are there once each', async () => {
    const { headers } = await edge.ask('/catalog/talkative', {
      headers: { Origin: shop, 'X-Forwarded-Proto': 'https' },
    })
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'self'",
      'x-frame-options': 'SAMEORIGIN',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=31536000',
      'access-control-allow-origin': shop,
      'access-control-allow-credentials': 'true',
    })
    expect(headers).not.toHaveProperty('x-powered-by')
  })

  it('ask for HTTPS only where the client came by HTTPS', async () => {
    const secure = await edge.ask('/catalog', { headers: { 'X-Forwarded-Proto': 'https' } })
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000')
    expect((await edge.ask('/catalog')).headers).not.toHaveProperty('strict-transport-security')
  })

  it('believe a trusted proxy about client, scheme and id', async () => {
    const headers = {
      'X-Forwarded-For': '198.51.100.4, 203.0.113.7',
      'X-Forwarded-Proto': 'https',
      'X-Request-ID': 'from-the-proxy',
    }
    const seen = await edge.seen('/catalog', { headers })
    expect(seen.headers).toMatchObject({
      'x-forwarded-for': '203.0.113.7', // the last that no trusted proxy wrote: the one before may be invented
      'x-real-ip': '203.0.113.7',
      'x-forwarded-proto': 'https',
      'x-request-id': 'from-the-proxy',
    })
  })

  const preflight = (origin: string): Promise<Answer> =>
    edge.ask('/catalog/1', {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'PUT' },
    })

  describe('for CORS', () => {
    it.each([shop, 'http://localhost:3000'])(
      'answer the preflight of %s without asking the service',
      async (origin) => {
        const before = edge.upstreams.catalog.seen.length
        const { status, headers } = await preflight(origin)
        expect(status).toBe(204)
        expect(headers).toMatchObject({
          'access-control-allow-origin': origin,
          'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
          'access-control-allow-headers': 'Authorization, Content-Type, X-Request-ID',
          'access-control-allow-credentials': 'true',
          'access-control-max-age': '7200',
        })
        expect(edge.upstreams.catalog.seen.length).toBe(before)
      },
    )

    it.each([
      'https://evil.example.com',
      'https://shop.example.com.evil.org',
      'https://shop.example.com:8443',
      'http://shop.example.com',
      'null',
    ])('allow nothing to %s', async (origin) => {
      const answers = [
        await preflight(origin),
        await edge.ask('/catalog', { headers: { Origin: origin } }),
      ]
      for (const { headers } of answers) {
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual(
          [],
        )
        expect(headers.vary).toContain('Origin')
      }
    })

    it('leave other OPTIONS requests to the service', async () => {
      expect(await edge.seen('/catalog', { method: 'OPTIONS' })).toMatchObject({
        service: 'catalog',
        method: 'OPTIONS',
      })
    })
  })
})

describe.skipIf(noNginx !== '')(`a running gateway that lets any origin call${noNginx}`, () => {
  it('never sends credentials with it', async () => {
    const edge = await startFixture({
      values: { cors: { enabled: true, anyOrigin: true, credentials: true } },
    })
    const { headers } = await edge.ask('/catalog', {
      headers: { Origin: 'https://anyone.example.org' },
    })
    await edge.close()
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers).not.toHaveProperty('access-control-allow-credentials')
  })
})

describe.skipIf(noNginx !== '')(
  `a running gateway with everything optional switched off${noNginx}`,
  () => {
    it('sends no header of its own but the id, and asks the service about CORS', async () => {
      const edge = await startFixture({
        behaviour: talkative,
        values: {
          gzip: { enabled: false },
          securityHeaders: {
            hsts: { enabled: false },
            noSniff: false,
            contentSecurityPolicy: '',
            frameOptions: '',
            referrerPolicy: '',
            permissionsPolicy: '',
          },
        },
      })
      const { headers } = await edge.ask('/catalog')
      const talk = await edge.ask('/catalog/talkative')
      await edge.close()
      expect(Object.keys(headers).toSorted()).toEqual(
        [
          'connection',
          'content-length',
          'content-type',
          'date',
          'server',
          'x-request-id',
        ].toSorted(),
      )
      expect(talk.headers['access-control-allow-origin']).toBe('*')
    })
  },
)
