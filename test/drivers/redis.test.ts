import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cache, redis, service } from '../../src/index.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered } from '../components/rendered.ts'
import { kill } from '../programs/process.ts'
import { whyNot } from '../programs/programs.ts'
import {
  redisPrograms,
  type RedisServer,
  startRedis,
  untilReady,
} from '../programs/redis-server.ts'
import { ask, type Driver, whyNotDriver } from './clients.ts'
import { everyCharacter } from './every-character.ts'
import { renderedEnvironment } from './rendered-environment.ts'

const drivers: readonly Driver[] = [
  { name: 'ioredis', language: 'node' },
  { name: 'node-redis', language: 'node' },
  { name: 'go-redis', language: 'go' },
  { name: 'redis-py', language: 'python' },
  { name: 'Jedis', language: 'java' },
]

const components = {
  orders: service({
    image: 'shop/orders',
    port: 8080,
    uses: [cache('redis', { env: { CACHE_URL: '{url}' } })],
  }),
  redis: redis(),
}

const withPassword = (password: string): Values => ({
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'administrator' },
  clients: { orders: { password } },
})

const reason = whyNot(redisPrograms)

describe.skipIf(reason !== '')(`Redis${reason}`, () => {
  let root: string
  let server: RedisServer

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'redis-'))
    const [port = 0] = await freePorts(1)
    server = startRedis(rendered(components, 'redis', withPassword(everyCharacter)), root, port)
    await untilReady(server)
  })

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  describe.each(drivers)('$name', (driver) => {
    const not = whyNotDriver(driver)
    const as = (password: string): Readonly<Record<string, string>> =>
      server.at(renderedEnvironment(components, 'redis', withPassword(password)))

    test.skipIf(not !== '')(
      `connects with every printable character in its password${not}`,
      async () => {
        expect(await ask(driver, as(everyCharacter))).toEqual({ seen: { user: 'orders' } })
      },
    )

    test.skipIf(not !== '')(`is refused with a wrong password${not}`, async () => {
      expect(await ask(driver, as(`${everyCharacter}x`))).toEqual({
        error: expect.stringMatching(/WRONGPASS|invalid username-password/),
      })
    })
  })
})
