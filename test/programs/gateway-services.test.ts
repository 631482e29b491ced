import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fixture, startFixture } from './gateway/fixture.ts'
import { noNginx } from './gateway/nginx.ts'
import { dnsName } from './gateway/platform.ts'
import { type Behaviour, startUpstream, type Upstream } from './gateway/upstream.ts'
import { startVirtualAddress } from './gateway/virtual-address.ts'
import { failing, findings } from './probes.ts'

/** Opens a WebSocket, with the key in the example of RFC 6455. */
async function openWebSocket({ place: { port } }: Fixture): Promise<WebSocketPair> {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }
  const [response, socket] = await once(
    request({ port, path: '/cart/live', headers }).end(),
    'upgrade',
  )
  return { response, socket }
}

interface WebSocketPair {
  readonly response: IncomingMessage
  readonly socket: Socket
}

/** Sends the second event of `/two`, and ends that answer. */
let sendSecondEvent = (): void => undefined

/** What the services of these tests do on some paths. */
const behaviour: Behaviour = (incoming, response) => {
  const [path = ''] = (incoming.url ?? '').split('?')
  if (path.endsWith('/hang')) return true
  if (path.endsWith('/break')) return Boolean(incoming.socket.destroy())
  if (path.endsWith('/own-error'))
    return Boolean(response.writeHead(503, { 'Content-Type': 'text/plain' }).end('mine'))
  if (path.endsWith('/own-limit'))
    return Boolean(response.writeHead(429, { 'Retry-After': '99' }).end('mine'))
  if (path.endsWith('/two')) {
    response.setHeader('Content-Type', 'text/event-stream').write('data: one\n\n')
    sendSecondEvent = () => response.end('data: two\n\n')
    return true
  }
  if (path.endsWith('/large'))
    return Boolean(response.setHeader('Content-Type', 'application/json').end('x'.repeat(100_000)))
  return false
}

describe.skipIf(noNginx !== '')(`a running gateway and its services${noNginx}`, () => {
  let edge: Fixture
  beforeAll(async () => {
    edge = await startFixture({ behaviour, values: { workers: 1 } }) // one that looks names up
  })
  afterAll(() => edge.close())

  const tries = (path: string): number =>
    edge.upstreams.catalog.seen.filter(({ url }) => url === path).length

  it.each([
    ['GET', 2],
    ['HEAD', 2],
    ['POST', 1],
    ['PUT', 1],
    ['PATCH', 1],
    ['DELETE', 1],
  ])('sends a %s that a service broke off %i times at most', async (method, expected) => {
    const path = `/catalog/${method}/break`
    expect(await edge.ask(path, { method })).toMatchObject({ status: 502 })
    expect(tries(path)).toBe(expected)
  })

  it('sends a retried request on as it was, without its prefix', async () => {
    await edge.ask('/api/v1.0/users/api/v1.0/users/break')
    const urls = edge.upstreams.users.seen.map(({ url }) => url)
    expect(urls).toEqual(['/api/v1.0/users/break', '/api/v1.0/users/break'])
  })

  it('answers 502 as JSON for a service that is not there', async () => {
    edge.names.records.delete(dnsName('web'))
    for (const method of ['GET', 'POST']) {
      const { status, headers, text } = await edge.ask('/catalog/special', { method })
      expect([status, headers['content-type']]).toEqual([502, 'application/problem+json'])
      expect(JSON.parse(text)).toEqual({ type: 'about:blank', title: 'Bad Gateway', status: 502 })
    }
  })

  it('answers 504 as JSON for a service that is silent, and does not ask it again', async () => {
    const { status, headers } = await edge.ask('/orders/hang')
    expect([status, headers['content-type']]).toEqual([504, 'application/problem+json'])
    expect(edge.upstreams.orders.seen.filter(({ url }) => url === '/orders/hang')).toHaveLength(1)
  })

  it('passes on the errors of a service as they are', async () => {
    expect(await edge.ask('/catalog/own-error')).toMatchObject({ status: 503, text: 'mine' })
    expect(await edge.ask('/limited/own-limit')).toMatchObject({
      status: 429,
      text: 'mine',
      headers: { 'retry-after': '99' },
    })
  })

  it('follows a service to another address', async () => {
    const moved = await startUpstream('moved', edge.ports.cart, () => false, '127.0.0.2')
    edge.names.records.set(dnsName('cart'), ['127.0.0.2'])
    await expect.poll(async () => (await edge.seen('/cart')).service).toBe('moved')
    edge.names.records.set(dnsName('cart'), ['127.0.0.1'])
    await expect.poll(async () => (await edge.seen('/cart')).service).toBe('cart')
    await moved.close()
  })

  it('takes a body up to the limit of the route, and answers 413 as JSON beyond it', async () => {
    const post = (size: number) => edge.ask('/orders', { method: 'POST', body: Buffer.alloc(size) })
    expect(JSON.parse((await post(10 * 1024)).text)).toMatchObject({ bodyLength: 10 * 1024 })
    const { status, headers } = await post(10 * 1024 + 1)
    expect([status, headers['content-type']]).toEqual([413, 'application/problem+json'])
    expect(
      JSON.parse(
        (await edge.ask('/catalog', { method: 'POST', body: Buffer.alloc(1024 * 1024) })).text,
      ),
    ).toMatchObject({
      bodyLength: 1024 * 1024,
    })
  })

  it('answers 504 to a large body that a silent service takes, not 413 or 500', async () => {
    const body = Buffer.alloc(2 * 1024 * 1024)
    const { status, headers } = await edge.ask('/orders/files/hang', { method: 'POST', body })
    expect([status, headers['content-type']]).toEqual([504, 'application/problem+json'])
  })

  it('sends events on as they come, on the route that streams', async () => {
    const headers = { Accept: 'text/event-stream', 'Accept-Encoding': 'gzip' }
    const asked = request({ port: edge.place.port, path: '/cart/events/two', headers }).end()
    const [response] = await once(asked, 'response')
    const events = response.setEncoding('utf8')[Symbol.asyncIterator]()
    expect((await events.next()).value).toBe('data: one\n\n')
    sendSecondEvent() // only now: a buffer would never have let the first one through
    expect((await events.next()).value).toBe('data: two\n\n')
    expect((await events.next()).done).toBe(true)
  })

  it('compresses a large answer for a client that can read it', async () => {
    const asked = request({
      port: edge.place.port,
      path: '/catalog/large',
      headers: { 'Accept-Encoding': 'gzip' },
    }).end()
    const [response] = await once(asked, 'response')
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk)
    expect(response.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
    expect(gunzipSync(Buffer.concat(chunks))).toHaveLength(100_000)
  })

  it('opens a WebSocket on the route that has them, both ways', async () => {
    const { response, socket } = await openWebSocket(edge)
    socket.write('a frame')
    const [echo] = await once(socket, 'data')
    socket.destroy()
    expect(response.headers['sec-websocket-accept']).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
    expect(String(echo)).toBe('a frame')
  })

  it.each([
    ['a WebSocket on a route without them', '/catalog/live', 'websocket'],
    ['h2c, which would tunnel past the routes', '/cart/live', 'h2c'],
  ])('does not pass on the upgrade to %s', async (_, path, protocol) => {
    const { headers } = await edge.seen(path, {
      headers: { Connection: 'Upgrade', Upgrade: protocol },
    })
    expect(headers).toMatchObject({ connection: 'close' })
    expect(headers).not.toHaveProperty('upgrade')
  })
})

describe.skipIf(noNginx !== '')(`a running gateway under load${noNginx}`, () => {
  it('leads 10,000 requests to where they belong', { timeout: 180_000 }, async () => {
    const edge = await startFixture()
    const routes = [
      ['/catalog/1', 'catalog'],
      ['/catalog/special/1', 'web'],
      ['/cart/1', 'cart'],
      ['/orders/1', 'orders'],
      ['/api/v1.0/users/1', 'users'],
    ] as const
    const wrong: string[] = []
    let next = 0
    const client = async (): Promise<void> => {
      for (let i = next++; i < 10_000; i = next++) {
        const [path, service] = routes[i % routes.length] ?? routes[0]
        const { status, text } = await edge.ask(path)
        if (status !== 200 || JSON.parse(text).service !== service)
          wrong.push(`${path}: ${status} ${text}`)
      }
    }
    await Promise.all(Array.from({ length: 32 }, client))
    await edge.close()
    expect(wrong).toEqual([])
  })

  it('loses no safe request while one of two servers of a service starts again', async () => {
    const edge = await startFixture()
    let second = await startUpstream('catalog', edge.ports.catalog, () => false, '127.0.0.2')
    edge.names.records.set(dnsName('catalog'), ['127.0.0.1', '127.0.0.2'])
    await expect.poll(async () => (await edge.seen('/catalog')).address).toBe('127.0.0.2')
    const wrong: string[] = []
    const restarts = new AbortController()
    const client = async (): Promise<void> => {
      while (!restarts.signal.aborted) {
        const { status, text } = await edge.ask('/catalog')
        if (status !== 200) wrong.push(`${status} ${text}`)
      }
    }
    const clients = Array.from({ length: 8 }, client)
    for (let i = 0; i < 5; i++) {
      await second.close()
      await pause(50)
      second = await startUpstream('catalog', edge.ports.catalog, () => false, '127.0.0.2')
    }
    restarts.abort()
    await Promise.all(clients)
    await second.close()
    await edge.close()
    expect(wrong).toEqual([])
  })

  it('loses no request of any method while the pods of a Service are replaced, one by one', async () => {
    const edge = await startFixture()
    await edge.upstreams.catalog.close()
    const startPod = (i: number): Promise<Upstream> =>
      startUpstream('catalog', edge.ports.catalog, () => false, `127.0.0.${i}`)
    const pods = [await startPod(2), await startPod(3)]
    const address = await startVirtualAddress(edge.ports.catalog, ['127.0.0.2', '127.0.0.3'])
    const wrong: string[] = []
    const rollout = new AbortController()
    const client = async (method: string): Promise<void> => {
      while (!rollout.signal.aborted) {
        const { status, text } = await edge.ask('/catalog', { method })
        if (status !== 200) wrong.push(`${method} ${status} ${text}`)
      }
    }
    const clients = ['GET', 'GET', 'POST', 'POST', 'PUT', 'DELETE'].map(client)
    for (const i of [4, 5, 6, 7]) {
      pods.push(await startPod(i))
      address.endpoints = [`127.0.0.${i - 1}`, `127.0.0.${i}`]
      await pause(50) // that the chart's pause before a stop gives: preStopSleepSeconds
      await pods.shift()?.drain()
    }
    rollout.abort()
    await Promise.all(clients)
    await address.close()
    await Promise.all(pods.map((pod) => pod.close()))
    await edge.close()
    expect(wrong).toEqual([])
  })

  it('lets an open request end when it is told to stop', async () => {
    const open: ServerResponse[] = []
    const edge = await startFixture({ behaviour: (_, response) => open.push(response) > 0 })
    const answer = edge.ask('/catalog')
    await expect.poll(() => open.length).toBe(1)
    const stopped = edge.nginx.stop()
    const health = (): Promise<unknown> => edge.ask('/healthz').catch(() => 'refused')
    await expect.poll(health).toBe('refused')
    for (const response of open) response.end('late')
    expect(await answer).toMatchObject({ status: 200, text: 'late' })
    expect(await stopped).toMatchObject({ code: 0 })
    expect(await findings(edge.place)).toEqual(failing)
    await edge.close()
  })

  it('closes what outlasts the stop, such as a WebSocket, before its pod is killed', async () => {
    const values = { terminationGracePeriodSeconds: 8, preStopSleepSeconds: 5 } // which leaves one
    const edge = await startFixture({ values })
    const { socket } = await openWebSocket(edge)
    const closed = once(socket, 'close')
    expect(await edge.nginx.stop()).toMatchObject({ code: 0 })
    await closed
    await edge.close()
  })
})
