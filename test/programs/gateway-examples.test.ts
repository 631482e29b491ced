import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ExampleGateway, startExampleGateway } from './gateway/example-gateway.ts'
import { noNginx } from './gateway/nginx.ts'

const secure = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
}

describe.skipIf(noNginx !== '')(`the running gateway of demo-app${noNginx}`, () => {
  let edge: ExampleGateway
  beforeAll(async () => {
    const host = 'demo-app.local'
    edge = await startExampleGateway('demo-app', {
      component: 'gateway',
      host,
      network: '127.0.97',
    })
  })
  afterAll(() => edge.close())

  it.each([
    ['users', 'user'],
    ['products', 'product'],
    ['orders', 'order'],
    ['analytics', 'analytics'],
    ['notifications', 'notification'],
  ])('leads /api/%s to %s, and its /health to that of the service', async (path, service) => {
    for (const [asked, seen] of [
      [`/api/${path}`, '/'],
      [`/api/${path}/health`, '/health'],
      [`/api/${path}/1?full=yes`, '/1?full=yes'],
    ] as const) {
      const { status, headers, text } = await edge.ask(asked)
      expect(status).toBe(200)
      expect(headers).toMatchObject(secure)
      expect(JSON.parse(text)).toMatchObject({ service, url: seen })
    }
  })

  it('leads nothing else anywhere', async () => {
    for (const path of ['/', '/api', '/api/users2', '/health'])
      expect(await edge.ask(path)).toMatchObject({ status: 404 })
  })
})

describe.skipIf(noNginx !== '')(`the running gateway of cloudretail${noNginx}`, () => {
  const host = 'api.cloudretail.example.com'
  let edge: ExampleGateway
  beforeAll(async () => {
    edge = await startExampleGateway('cloudretail', {
      component: 'edge',
      host,
      network: '127.0.98',
    })
  })
  afterAll(() => edge.close())

  it('lets pages of the shop ask the entry, and no others', async () => {
    const from = async (origin: string): Promise<unknown> => {
      const { status, headers, text } = await edge.ask('/orders', { headers: { Origin: origin } })
      expect(status).toBe(200)
      expect(headers).toMatchObject(secure)
      expect(JSON.parse(text)).toMatchObject({ service: 'api-gateway', url: '/orders' })
      return headers['access-control-allow-origin']
    }
    expect(await from('https://www.cloudretail.example.com')).toBe(
      'https://www.cloudretail.example.com',
    )
    expect(await from('https://evil.example.com')).toBeUndefined()
  })
})

/** Requests a minute of each tier of citadelbuy, by a path of its. */
const tiers = {
  public: { path: '/goods', rate: 300, service: 'web' },
  API: { path: '/api/v1/carts', rate: 100, service: 'api' },
  search: { path: '/api/v1/search', rate: 200, service: 'api' },
  auth: { path: '/api/v1/auth/login', rate: 10, service: 'api' },
  payment: { path: '/api/v1/payments', rate: 20, service: 'api' },
} as const

/** Guests, and who is signed in: each an address of their own, which no other test has. */
const clients = Object.entries(tiers).flatMap(([tier, { rate, ...one }], i) => {
  const address = (last: number) => ({ 'X-Forwarded-For': `203.0.113.${2 * i + last}` })
  const signedIn = { ...address(1), Authorization: 'Bearer x' }
  return [
    { tier, who: 'a guest', headers: address(0), ...one, rate, usual: rate },
    { tier, who: 'who is signed in', headers: signedIn, ...one, rate: rate * 1.5, usual: rate },
  ]
})

describe.skipIf(noNginx !== '')(`the running gateway of citadelbuy${noNginx}`, () => {
  let edge: ExampleGateway
  beforeAll(async () => {
    edge = await startExampleGateway('citadelbuy', {
      component: 'gateway',
      host: 'citadelbuy.example.com',
      network: '127.0.99',
    })
  })
  afterAll(() => edge.close())

  type Client = (typeof clients)[number]

  /** How many requests of a client pass before one is refused, which is given, too. */
  const exhausted = async ({ path, headers }: Client) => {
    for (let passed = 0; ; passed += 1) {
      const answer = await edge.ask(path, { headers })
      if (answer.status !== 200) return { passed, answer }
    }
  }

  it.each(clients)('$tier: $who has $rate at once, and one more', async (client) => {
    const { path, headers, service, rate } = client
    const start = performance.now()
    expect(JSON.parse((await edge.ask(path, { headers })).text)).toMatchObject({ service })
    const { passed, answer } = await exhausted(client)
    const meanwhile = ((performance.now() - start) / 60_000) * rate
    expect(passed).toBeGreaterThanOrEqual(rate)
    expect(passed).toBeLessThanOrEqual(rate + Math.ceil(meanwhile))
    expect([answer.status, answer.headers['retry-after']]).toEqual([
      429,
      String(Math.ceil(60 / rate)),
    ])
  })

  it.concurrent.each(clients.filter(({ usual }) => usual <= 20))(
    '$tier: $who has $rate a minute from then on',
    async (client) => {
      await exhausted(client)
      const start = performance.now()
      await pause(12_000)
      const { passed } = await exhausted(client)
      const due = Math.floor(((performance.now() - start) / 60_000) * client.rate)
      expect([due, due + 1]).toContain(passed)
    },
  )
})
