import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cache, redis, service } from '../../src/index.ts'
import type { Variables } from '../../src/platform/connection-parts.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered } from '../components/rendered.ts'
import { atService } from '../programs/at-service.ts'
import { noIpv6 } from '../programs/ipv6.ts'
import { kill } from '../programs/process.ts'
import { whyNot } from '../programs/programs.ts'
import {
  redisPrograms,
  type RedisServer,
  startRedis,
  untilReady,
} from '../programs/redis-server.ts'
import { type Authority, authority, tlsSecret } from './authority.ts'
import { ask, type Driver, whyNotDriver } from './clients.ts'
import { everyCharacter } from './every-character.ts'
import { renderedEnvironment } from './rendered-environment.ts'

/** A driver with the form that docs/connections.md gives it, the same with TLS and without. */
interface RedisDriver extends Driver {
  readonly env: Variables
  /** What it says of an IPv6 address, where it cannot connect to one. */
  readonly noIpv6?: string
}

const drivers: readonly RedisDriver[] = [
  {
    name: 'ioredis',
    language: 'node',
    env: { CACHE_URL: '{url}', NODE_EXTRA_CA_CERTS: '{ca-file}' },
  },
  {
    name: 'node-redis',
    language: 'node',
    env: { CACHE_URL: '{url}', NODE_EXTRA_CA_CERTS: '{ca-file}' },
    noIpv6: 'getaddrinfo ENOTFOUND [::1]', // findings/node-redis-ipv6-host.sh
  },
  { name: 'go-redis', language: 'go', env: { CACHE_URL: '{url}', SSL_CERT_FILE: '{ca-file}' } },
  { name: 'redis-py', language: 'python', env: { CACHE_URL: '{url}', SSL_CERT_FILE: '{ca-file}' } },
  { name: 'Jedis', language: 'java', env: { CACHE_URL: '{url}', CACHE_CA_FILE: '{ca-file}' } },
  { name: 'Lettuce', language: 'java', env: { CACHE_URL: '{url}', CACHE_CA_FILE: '{ca-file}' } },
]

const platform = (env: Variables): Parameters<typeof rendered>[0] => ({
  orders: service({ image: 'shop/orders', port: 8080, uses: [cache('redis', { env })] }),
  redis: redis(),
})

const withPassword = (password: string, tls: boolean): Values => ({
  global: { secrets: { provider: 'inline' }, tls: { redis: { enabled: tls } } },
  auth: { password: 'administrator' },
  clients: { orders: { password } },
})

/** The Service is called localhost here. */
const names = ['DNS:shop-redis', 'DNS:localhost', 'IP:::1']

const reason = whyNot(redisPrograms)

describe.skipIf(reason !== '').each([
  { how: 'without TLS', tls: false },
  { how: 'with TLS', tls: true },
])(`Redis $how${reason}`, ({ tls }) => {
  let root: string
  let trusted: Authority
  let server: RedisServer
  let port: number

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'redis-'))
    chmodSync(root, 0o755)
    trusted = await authority(root, 'own')
    ;[port = 0] = await freePorts(1)
    const store = rendered(platform({}), 'redis', withPassword(everyCharacter, tls))
    const objects = [...store, tlsSecret('redis', await trusted(...names))]
    server = startRedis(objects, join(root, 'server'), port)
    await untilReady(server)
  })

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  /** The environment of a client with these values. */
  async function given(
    { env }: { readonly env: Variables },
    values: Values,
    { host = 'localhost', ca = trusted } = {},
  ): Promise<Record<string, string>> {
    const objects = [tlsSecret('redis', await ca(...names))]
    const files = { root: mkdtempSync(join(root, 'client-')), objects }
    const environment = renderedEnvironment(platform(env), 'redis', values, files)
    return atService(environment, { service: 'shop-redis', port: 6379, here: port }, host)
  }

  describe.each(drivers)('$name', (driver) => {
    const not = whyNotDriver(driver)
    const client = { seen: { user: 'orders' } }
    const right = withPassword(everyCharacter, tls)

    test.skipIf(not !== '')(
      `connects with every printable character in its password${not}`,
      async () => {
        expect(await ask(driver, await given(driver, right))).toEqual(client)
      },
    )

    test.skipIf(not !== '')(`is refused with a wrong password${not}`, async () => {
      const values = withPassword(`${everyCharacter}x`, tls)
      expect(await ask(driver, await given(driver, values))).toEqual({
        error: expect.stringMatching(/WRONGPASS|invalid username-password/),
      })
    })

    test.skipIf(not !== '' || noIpv6 !== '')(
      `${driver.noIpv6 ? 'cannot connect' : 'connects'} to an IPv6 address${not || noIpv6}`,
      async () => {
        const values = { ...right, mode: 'external', external: { host: '::1', port } }
        expect(await ask(driver, await given(driver, values))).toEqual(
          driver.noIpv6 ? { error: expect.stringContaining(driver.noIpv6) } : client,
        )
      },
    )

    if (!tls) return

    test.skipIf(not !== '')(`refuses a server whose CA is another${not}`, async () => {
      const ca = await authority(root, 'other')
      expect(await ask(driver, await given(driver, right, { ca }))).toEqual({
        error: expect.stringMatching(/certificat/i),
      })
    })

    test.skipIf(not !== '')(`refuses a server whose name is another${not}`, async () => {
      expect(await ask(driver, await given(driver, right, { host: '127.0.0.1' }))).toEqual({
        error: expect.stringMatching(/certificate|hostname|alternative names/i),
      })
    })

    test.skipIf(not !== '')(`is refused without TLS${not}`, async () => {
      const values = withPassword(everyCharacter, false)
      expect(await ask(driver, await given(driver, values))).toEqual({
        error: expect.stringMatching(/ECONNRESET|EPIPE|EOF|reset|closed|broken pipe/i),
      })
    })
  })
})
