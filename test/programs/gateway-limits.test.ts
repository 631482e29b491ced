import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fixture, startFixture } from './gateway/fixture.ts'
import { noNginx } from './gateway/nginx.ts'

/** As many times 200 as may come at once, then 429 to the end. */
const through = (passed: number, refused: number): readonly number[] => [
  ...Array.from({ length: passed }, () => 200),
  ...Array.from({ length: refused }, () => 429),
]

describe.skipIf(noNginx !== '')(`the rate limits of a running gateway${noNginx}`, () => {
  let edge: Fixture
  beforeAll(async () => {
    edge = await startFixture({
      values: { trustedProxies: ['127.0.0.0/8'], rateLimits: { sessionCookie: 'session' } },
    })
  })
  afterAll(() => edge.close())

  /** A client of its own for each test: the gateway trusts the test as a proxy. */
  let lastClient = 0
  const newClient = (): { readonly 'X-Forwarded-For': string } => ({
    'X-Forwarded-For': `203.0.113.${++lastClient}`,
  })

  const statuses = async (
    count: number,
    path: string,
    headers: (i: number) => Record<string, string>,
  ): Promise<readonly number[]> => {
    const all: number[] = []
    for (let i = 0; i < count; i++) all.push((await edge.ask(path, { headers: headers(i) })).status)
    return all
  }

  it('lets through one request and the burst of the tier, and no more', async () => {
    const client = newClient()
    expect(await statuses(8, '/limited', () => client)).toEqual(through(1 + 4, 3))
  })

  it('counts each address for itself, behind the proxy', async () => {
    expect(await statuses(12, '/limited', () => newClient())).toEqual(through(12, 0))
  })

  it('gives requests with credentials a higher share of their own', async () => {
    const client = newClient()
    const signedIn = { ...client, Authorization: 'Bearer one' }
    expect(await statuses(6, '/limited', () => client)).toEqual(through(1 + 4, 1))
    expect(await statuses(9, '/limited', () => signedIn)).toEqual(through(1 + 6, 2)) // 4 × 150 %
  })

  it('takes the session cookie for credentials', async () => {
    const client = { ...newClient(), Cookie: 'session=abc' }
    expect(await statuses(9, '/limited', () => client)).toEqual(through(1 + 6, 2))
  })

  it('tells users of one address apart in a tier by user', async () => {
    const client = newClient()
    const user = (name: string) => () => ({ ...client, Authorization: `Bearer ${name}` })
    expect(await statuses(5, '/login', user('ann'))).toEqual(through(1 + 3, 1)) // 2 × 150 %
    expect(await statuses(5, '/login', user('bob'))).toEqual(through(1 + 3, 1))
  })

  it('bounds what one address may send with invented credentials', async () => {
    const client = newClient()
    const invented = (i: number) => ({ ...client, Authorization: `Bearer ${i}` })
    expect(await statuses(24, '/login', invented)).toEqual(through(1 + 20, 3)) // 2 × 1000 %
  })

  it('answers 429 as JSON, with the seconds after which to come back', async () => {
    const client = newClient()
    await statuses(5, '/limited', () => client)
    const { status, headers, text } = await edge.ask('/limited', { headers: client })
    expect([status, headers['retry-after'], headers['content-type']]).toEqual([
      429,
      '9', // 60 / 7, rounded up
      'application/problem+json',
    ])
    expect(JSON.parse(text)).toEqual({
      type: 'about:blank',
      title: 'Too Many Requests',
      status: 429,
    })
  })

  it('answers 429 to a body of any size that its route would take', async () => {
    const client = newClient()
    await statuses(5, '/limited', () => client)
    const question = { method: 'POST', headers: client, body: Buffer.alloc(2 * 1024 * 1024) }
    const { status, headers } = await edge.ask('/limited/files', question)
    expect([status, headers['retry-after']]).toEqual([429, '9'])
  })

  it('says nothing of coming back on any other answer', async () => {
    for (const path of ['/limited', '/catalog', '/nowhere']) {
      expect((await edge.ask(path, { headers: newClient() })).headers).not.toHaveProperty(
        'retry-after',
      )
    }
  })

  it('does not limit a route without a tier, nor its own health', async () => {
    const client = newClient()
    expect(await statuses(40, '/catalog', () => client)).toEqual(through(40, 0))
    expect(await statuses(40, '/healthz', () => client)).toEqual(through(40, 0))
  })
})

describe.skipIf(noNginx !== '')(`a running gateway with rate limits switched off${noNginx}`, () => {
  it('limits nothing', async () => {
    const edge = await startFixture({ values: { rateLimits: { enabled: false } } })
    const all = await Promise.all(Array.from({ length: 30 }, () => edge.ask('/login')))
    await edge.close()
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]))
  })
})
