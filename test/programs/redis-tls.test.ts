import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cache, redis, service } from '../../src/index.ts'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { selfSigned } from './gateway/self-signed.ts'
import { localContainer } from './local-container.ts'
import { findings, healthy } from './probes.ts'
import { kill, type Outcome, run } from './process.ts'
import { whyNot } from './programs.ts'
import { redisPrograms, type RedisServer, startRedis, untilReady } from './redis-server.ts'
import { certificateSecret } from './store-certificate.ts'

const components = {
  cart: service({ image: 'shop/app', port: 8080, uses: [cache('redis', { waitFor: true })] }),
  redis: redis(),
}

const values: Values = {
  global: { secrets: { provider: 'inline' }, tls: { redis: { enabled: true } } },
  auth: { password: 'root' },
  clients: { cart: { password: 'a b/c' } },
}

const reason = whyNot(redisPrograms)

describe.skipIf(reason !== '')(`Redis with TLS, as its rendered objects say${reason}`, () => {
  const own = selfSigned('shop-redis', ['127.0.0.1'])
  const store = rendered(components, 'redis', values)
  const objects = [...store, certificateSecret('redis', own)]
  const other = [...store, certificateSecret('redis', own, selfSigned('shop-redis').certificate)]
  let root: string
  let server: RedisServer

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'redis-'))
    const [port = 0] = await freePorts(1)
    server = startRedis(objects, root, port)
    await untilReady(server)
  })

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  /** A container of the client, its files below the root. */
  function client(choose: 'containers' | 'initContainers', with_: readonly Manifest[] = objects) {
    const cart = rendered(components, 'cart', { global: values['global'] ?? {} })
    const pod = the<IDeployment>(cart, 'Deployment').spec?.template.spec
    const container: IContainer | undefined = pod?.[choose]?.[0]
    if (!pod || !container) throw new Error('there is no such container')
    const found = localContainer(pod, container, [...with_, ...cart], join(root, choose))
    return { command: container.command ?? [], environment: server.at(found.environment) }
  }

  const byUrl = ({ REDIS_URL = '', REDIS_CA_FILE = '', ...rest }: Record<string, string>) =>
    run(
      ['redis-cli', '--no-auth-warning', '-u', REDIS_URL, '--cacert', REDIS_CA_FILE, 'PING'],
      rest,
    )

  it('passes every probe', async () => {
    expect(await findings(server)).toEqual(healthy)
  })

  it('lets a client in by its URL and its CA', async () => {
    const { environment } = client('containers')
    expect(environment['REDIS_URL']).toMatch(/^rediss:/)
    expect(await byUrl(environment)).toEqual({ code: 0, output: 'PONG\n' })
  })

  it('lets the wait of a client end, and not with another CA', async () => {
    const wait = (with_ = objects): Promise<Outcome> => {
      const { command, environment } = client('initContainers', with_)
      return run(['timeout', '5', ...command], environment)
    }
    expect(await wait()).toEqual({ code: 0, output: '' })
    expect((await wait(other)).code).toBe(124)
  })

  it('is refused by a client that trusts another CA', async () => {
    const { output } = await byUrl(client('containers', other).environment)
    expect(output).toContain('certificate verify failed')
  })

  it('refuses a client without TLS, and a wrong password', async () => {
    const { environment } = client('containers')
    const plain = (environment['REDIS_URL'] ?? '').replace('rediss:', 'redis:')
    expect((await byUrl({ ...environment, REDIS_URL: plain })).output).not.toContain('PONG')
    const wrong = (environment['REDIS_URL'] ?? '').replace('a%20b%2Fc', 'wrong')
    expect((await byUrl({ ...environment, REDIS_URL: wrong })).output).toContain('WRONGPASS')
  })
})
