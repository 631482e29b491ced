import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { send } from './gateway/client.ts'
import { type Fixture, startFixture } from './gateway/fixture.ts'
import { noNginx } from './gateway/nginx.ts'
import { noIpv6 } from './ipv6.ts'
import { findings, healthy } from './probes.ts'

const pieceOfPath = fc.constantFrom(
  ...'/ // . .. %2e %2E %2f %2F %5c \\ ; %00 %25 %0a %3f ? # ~'.split(' '),
  ...'catalog special cart orders api v1.0 v1x0 users internal a'.split(' '),
)

/** The paths by which each service may be reached. */
const ownPaths: Readonly<Record<string, RegExp>> = {
  catalog: /^\/catalog(?!\/special(?:[/?]|$))(?:[/?]|$)/,
  web: /^\/catalog\/special(?:[/?]|$)/,
  cart: /^\/cart(?:[/?]|$)/,
  orders: /^\/orders(?:[/?]|$)/,
  users: /^\//,
}

/** A path of the service, with nothing in it that the service could read as another one. */
function isOwn(service = '', url = ''): boolean {
  const [path = ''] = url.split('?')
  return ownPaths[service]?.test(url) === true && !/\/\/|\/\.\.?(?:\/|$)|%2[ef]/i.test(path)
}

describe.skipIf(noNginx !== '')(`the routes of a running gateway${noNginx}`, () => {
  let edge: Fixture
  beforeAll(async () => {
    edge = await startFixture()
  })
  afterAll(() => edge.close())

  const seenByAll = (): number => Object.values(edge.upstreams).flatMap(({ seen }) => seen).length

  it.each([
    ['/catalog', 'catalog', '/catalog'],
    ['/catalog/', 'catalog', '/catalog/'],
    ['/catalog/shoes/42?size=9&q=%2F', 'catalog', '/catalog/shoes/42?size=9&q=%2F'],
    ['/catalog/special', 'web', '/catalog/special'],
    ['/catalog/special/offer', 'web', '/catalog/special/offer'],
    ['/catalog/specials', 'catalog', '/catalog/specials'],
    ['/orders/1', 'orders', '/orders/1'],
    ['/api/v1.0/users', 'users', '/'],
    ['/api/v1.0/users/', 'users', '/'],
    ['/api/v1.0/users/7?full=1', 'users', '/7?full=1'],
    ['/api/v1.0/users/api/v1.0/users/7', 'users', '/api/v1.0/users/7'],
    ['/catalog/a%20b%3Fc%23d', 'catalog', '/catalog/a%20b%3Fc%23d'],
    ['/catalog/%E2%82%AC', 'catalog', '/catalog/%E2%82%AC'],
  ])('leads %s to %s as %s', async (path, service, url) => {
    expect(await edge.seen(path)).toMatchObject({ service, url })
  })

  it.each([
    ['blue.shops.example.com', 'web'],
    ['a.b.shops.example.com', 'web'],
    ['shops.example.com', 'catalog'],
  ])('leads the host %s, of a wildcard or the main one, to %s', async (Host, service) => {
    expect(await edge.seen('/catalog', { headers: { Host } })).toMatchObject({ service })
  })

  it('leads a site of another host to its own services', async () => {
    const headers = { Host: 'admin.example.com' }
    expect(await edge.seen('/catalog/1', { headers })).toMatchObject({
      service: 'web',
      url: '/catalog/1',
    })
  })

  it.each(['/', '/catalogue', '/Catalog', '/api/v1.0', '/api/v1x0/users', '/.error', '/%2Eerror'])(
    'answers %s, for which there is no route, with 404 as JSON',
    async (path) => {
      const { status, headers, text } = await edge.ask(path)
      expect([status, headers['content-type']]).toEqual([404, 'application/problem+json'])
      expect(JSON.parse(text)).toEqual({ type: 'about:blank', title: 'Not Found', status: 404 })
    },
  )

  it('tells a service of the prefix that it took off', async () => {
    const { headers } = await edge.seen('/api/v1.0/users/7')
    expect(headers['x-forwarded-prefix']).toBe('/api/v1.0/users')
    expect((await edge.seen('/catalog')).headers['x-forwarded-prefix']).toBeUndefined()
  })

  it.each([
    ['//catalog//shoes', 'catalog', '/catalog/shoes'],
    ['/orders/../catalog/1', 'catalog', '/catalog/1'],
    ['/orders/%2e%2e/catalog/1', 'catalog', '/catalog/1'],
    ['/orders/..%2fcatalog%2f1', 'catalog', '/catalog/1'],
    ['/internal/..%2fapi%2fv1.0%2fusers/a%0Ab', 'users', '/a%0Ab'],
    ['/catalog/%252e%252e/orders', 'catalog', '/catalog/%252e%252e/orders'],
    ['/catalog/a%0d%0aX-Injected:%20yes', 'catalog', '/catalog/a%0D%0AX-Injected:%20yes'],
  ])('sends %s to %s by the path that chose it, %s', async (path, service, url) => {
    expect(await edge.seen(path)).toMatchObject({ service, url })
  })

  it.each(['/catalog/%00', '/../catalog', '/%2e%2e/catalog', '/catalog/%', '/catalog/%zz'])(
    'refuses %s with 400 as JSON',
    async (path) => {
      const { status, headers } = await edge.ask(path)
      expect([status, headers['content-type']]).toEqual([400, 'application/problem+json'])
    },
  )

  it('reaches a service only by a path of its own routes, however the path is spelled', async () => {
    const reached = fc.asyncProperty(fc.array(pieceOfPath, { maxLength: 12 }), async (pieces) => {
      const { status, text } = await edge.ask(`/${pieces.join('')}`)
      const { service, url } = JSON.parse(text) as {
        readonly service?: string
        readonly url?: string
      }
      const isRefused = status === 400 || status === 404
      expect(isRefused || (status === 200 && isOwn(service, url))).toBe(true)
    })
    await fc.assert(reached, { numRuns: 500 })
  })

  it.each([
    [
      'both a length and chunks',
      'Content-Length: 5\r\nTransfer-Encoding: chunked',
      '0\r\n\r\nGET /orders HTTP/1.1\r\nHost: a\r\n\r\n',
    ],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6', 'hello'],
    ['a length that is no number', 'Content-Length: 5x', 'hello'],
    ['an encoding that it does not know', 'Transfer-Encoding: xchunked', '0\r\n\r\n'],
    ['no host', '', ''],
    ['two hosts', 'Host: admin.example.com', ''],
    ['an encoding behind a blank', 'Transfer-Encoding : chunked', '0\r\n\r\n'],
    ['two encodings', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', '0\r\n\r\n'],
    ['a list of encodings', 'Transfer-Encoding: chunked, identity', '0\r\n\r\n'],
    ['a folded header', 'Transfer-Encoding:\r\n chunked', '0\r\n\r\n'],
    ['a chunk of less than nothing', 'Transfer-Encoding: chunked', '-1\r\n\r\n'],
    ['a chunk beyond all numbers', 'Transfer-Encoding: chunked', 'FFFFFFFFFFFFFFFFF\r\n\r\n'],
    ['a length with a sign', 'Content-Length: +5', 'hello'],
    ['a length twice', 'Content-Length: 5\r\nContent-Length: 5', 'hello'],
    ['half a line break', 'X-A: b\rTransfer-Encoding: chunked', '0\r\n\r\n'],
    ['a null character', 'X-A: b\0c', ''],
  ])('refuses a request with %s before any service sees it', async (what, header, body) => {
    const before = seenByAll()
    const host = what === 'no host' ? '' : 'Host: shop.example.com\r\n'
    const close = 'Connection: close\r\n'
    const answer = await send(
      edge.place.port,
      `POST /catalog HTTP/1.1\r\n${close}${host}${header}${header && '\r\n'}\r\n${body}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 (400|501) /)
    expect(seenByAll()).toBe(before)
  })

  it('takes what follows a body for a request of its own, which needs a route', async () => {
    const before = seenByAll()
    const host = 'Host: shop.example.com\r\n'
    const hidden = `GET /internal HTTP/1.1\r\n${host}Connection: close\r\n\r\n`
    const both = `POST /catalog HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhello${hidden}`
    const answers = await send(edge.place.port, both)
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404'])
    expect(seenByAll()).toBe(before + 1)
  })

  it.each([
    ['with a dot at its end', '/catalog', 'admin.example.com.'],
    ['in capitals, with a port', '/catalog', 'ADMIN.example.com:8080'],
    ['in an absolute URL, which counts', 'http://admin.example.com/catalog', 'shop.example.com'],
  ])('knows a site by its host %s', async (_, path, Host) => {
    const { service, headers } = await edge.seen(path, { headers: { Host } })
    expect([service, headers.host]).toEqual(['web', 'admin.example.com'])
  })

  it.each([
    ['headers of 40 KB with 431', '/catalog', { 'X-Bomb': 'a'.repeat(40_000) }, 431],
    ['a path of 40 KB with 414', `/catalog/${'a'.repeat(40_000)}`, {}, 414],
  ])('refuses %s', async (_, path, headers, expected) => {
    const { status, headers: answered } = await edge.ask(path, { headers })
    expect([status, answered['content-type']]).toEqual([expected, 'application/problem+json'])
  })

  it('does not let a client speak for the proxy', async () => {
    const { headers } = await edge.seen('/catalog', {
      headers: {
        'X-Forwarded-For': '203.0.113.9',
        'X-Forwarded-Proto': 'https',
        'X-Forwarded-Host': 'evil.example.com',
        'X-Forwarded-Prefix': '/evil',
        'X-Real-IP': '203.0.113.9',
        'X-Original-URL': '/internal',
        'X-Rewrite-URL': '/internal',
        'X-Request-ID': 'chosen-by-the-client',
        Forwarded: 'for=203.0.113.9',
        Proxy: 'http://evil.example.com',
      },
    })
    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': '127.0.0.1',
      'x-real-ip': '127.0.0.1',
      'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    for (const name of [
      'x-forwarded-prefix',
      'x-original-url',
      'x-rewrite-url',
      'forwarded',
      'proxy',
    ]) {
      expect(headers).not.toHaveProperty(name)
    }
  })

  it('gives a request the same id in the service, the answer and the log', async () => {
    const { headers, text } = await edge.ask('/catalog/id', {
      headers: { 'User-Agent': 'quote " and \\ ünïcode' },
    })
    const id = headers['x-request-id']
    expect(JSON.parse(text).headers['x-request-id']).toBe(id)
    await expect
      .poll(() => edge.nginx.log().find(({ requestId }) => requestId === id))
      .toMatchObject({
        method: 'GET',
        uri: '/catalog/id',
        status: 200,
        route: 'catalog',
        clientAddress: '127.0.0.1',
        upstreamStatus: '200',
      })
  })

  it('passes the trace of a request on, and logs it', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    const trace = { traceparent, tracestate: 'congo=t61rcWkgMzE' }
    const { headers } = await edge.seen('/catalog/traced', { headers: trace })
    expect(headers).toMatchObject(trace)
    await expect
      .poll(() => edge.nginx.log().find(({ uri }) => uri === '/catalog/traced'))
      .toMatchObject({ traceparent })
  })

  it('is healthy for probes and load balancers, and shows figures to its own pod only', async () => {
    const { port, statusPort } = edge.place
    expect(await findings(edge.place)).toEqual(healthy)
    expect(await edge.ask('/healthz', { port })).toMatchObject({
      status: 200,
      text: '{"status":"ok"}',
    })
    expect((await edge.ask('/status', { port: statusPort })).text).toContain('Active connections')
    expect(await edge.ask('/status', { port })).toMatchObject({ status: 404 })
    expect(await edge.ask('/catalog', { port: statusPort })).toMatchObject({ status: 404 })
  })
})

describe.skipIf(`${noNginx}${noIpv6}` !== '')(
  `a running gateway that listens on IPv6${noNginx}${noIpv6}`,
  () => {
    it('serves both families, and knows clients by their addresses', async () => {
      const edge = await startFixture({ values: { ipv6: true, trustedProxies: ['::1/128'] } })
      const over6 = await edge.seen('/catalog', {
        host: '::1',
        headers: { 'X-Forwarded-For': '2001:db8::7', Host: '[::1]' },
      })
      const over4 = await edge.seen('/catalog', { headers: { 'X-Forwarded-For': '2001:db8::7' } })
      await edge.close()
      expect(over6.headers).toMatchObject({ 'x-real-ip': '2001:db8::7', host: '[::1]' })
      expect(over4.headers).toMatchObject({ 'x-real-ip': '127.0.0.1' })
    })
  },
)
