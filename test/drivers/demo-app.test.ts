import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noNginx } from '../programs/gateway/nginx.ts'
import { postgresqlPrograms } from '../programs/postgresql-server.ts'
import { whyNot } from '../programs/programs.ts'
import { redisPrograms } from '../programs/redis-server.ts'
import type { Programs } from './demo-app-stores.ts'
import { startSystem, type System } from './demo-app-system.ts'
import { toolchain } from './toolchains.ts'

const programs = {
  cassandra: await toolchain('cassandra'),
  ferretdb: await toolchain('ferretdb'),
  kafka: await toolchain('kafka-3'),
  zookeeper: await toolchain('zookeeper'),
  elasticsearch: await toolchain('elasticsearch'),
  standIns: await toolchain('demo-app'),
}
const missing = Object.values(programs).flatMap((one) => ('reason' in one ? one.reason : []))
if (missing.length > 0 && process.env['CI'] !== undefined) throw new Error(missing.join())
const not =
  noNginx ||
  whyNot(postgresqlPrograms) ||
  whyNot(redisPrograms) ||
  (missing.length > 0 ? ` (${missing.join()})` : '')

describe.skipIf(not !== '')(`demo-app, wired by what is rendered${not}`, () => {
  let system: System

  beforeAll(async () => {
    system = await startSystem(programs as Programs) // none is missing
  }, 300_000)

  afterAll(() => system?.end())

  const get = async (path: string): Promise<unknown> => JSON.parse((await system.ask(path)).text)

  const post = async (path: string, content: unknown): Promise<unknown> => {
    const question = { method: 'POST', body: JSON.stringify(content) }
    const { status, text } = await system.ask(path, question)
    expect(status, text).toBe(201)
    return JSON.parse(text)
  }

  it.each(['users', 'products', 'orders', 'analytics', 'notifications'])(
    'answers /api/%s/health',
    async (name) => {
      expect(await system.ask(`/api/${name}/health`)).toMatchObject({
        status: 200,
        text: '{"status":"ok"}',
      })
    },
  )

  it('keeps an order, and tells analytics and notifications of it', async () => {
    const items = [{ product_id: 'prod456', quantity: 2 }]
    const { id } = (await post('/api/orders', { user_id: 'user123', items })) as { id: number }
    expect(await get('/api/orders')).toEqual([{ id, user_id: 'user123', items }])
    const created = { type: 'order.created', order: id }
    await expect
      .poll(() => get('/api/analytics?user=user123'), { timeout: 20_000 })
      .toEqual([created])
    await expect
      .poll(() => get('/api/notifications?user=user123'), { timeout: 20_000 })
      .toEqual([`order ${id} is on its way`])
    await expect
      .poll(() => get('/api/analytics/search?q=type:order.created'), { timeout: 20_000 })
      .toEqual([{ ...created, user: 'user123' }])
  })

  it('finds a product by its name', async () => {
    await post('/api/products', { name: 'green lamp' })
    expect(await get('/api/products')).toEqual({
      last: 'green lamp',
      all: [{ name: 'green lamp' }],
    })
    expect(await get('/api/products/search?q=name:lamp')).toEqual([{ name: 'green lamp' }])
  })

  it('keeps a user, and remembers who was asked for', async () => {
    await post('/api/users', { name: 'ann' })
    expect(await get('/api/users?name=ann')).toMatchObject({
      user: { name: 'ann' },
      from: 'mongodb',
    })
    expect(await get('/api/users?name=ann')).toMatchObject({ user: { name: 'ann' }, from: 'redis' })
  })
})
