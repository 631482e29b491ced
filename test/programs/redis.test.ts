import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planChart } from '../../src/chart/plan.ts'
import { redis } from '../../src/components/redis/redis.ts'
import { service } from '../../src/components/service/service.ts'
import { cache } from 'chartwright'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered, resolved, the } from '../components/rendered.ts'
import { environmentOf } from './local-container.ts'
import { kill, type Outcome, run } from './process.ts'
import { failing, findings, healthy } from './probes.ts'
import { whyNot } from './programs.ts'
import { redisPrograms, type RedisServer, startRedis, untilReady } from './redis-server.ts'
import { printable } from './printable.ts'

const app = () =>
  service({ image: 'shop/app', port: 8080, uses: [cache('redis', { waitFor: true })] })

const components = { cart: app(), search: app(), redis: redis() }

const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: `it's the "root" \\ 100%` },
  clients: { cart: { password: `${printable}\n` }, search: { password: '$(reboot) `id` #é漢' } },
} satisfies Values

const store = (more: Values = {}): readonly Manifest[] =>
  rendered(components, 'redis', { ...values, ...more })

const reason = whyNot(redisPrograms)

const byUrl = (
  environment: Record<string, string>,
  ...command: readonly string[]
): Promise<Outcome> =>
  run(['redis-cli', '--no-auth-warning', '-u', environment['REDIS_URL'] ?? '', ...command], {
    ...environment,
  })

/** A script that writes 8 MB. */
const fill = `for i = 1, 4000 do redis.call('SET', 'k' .. i, string.rep('x', 2000)) end`

const schema = planChart(resolved(components, 'redis'), {}).schema

/** What the schema lets a setting be. */
function enumOf(setting: string): readonly string[] {
  const known = schema.properties?.['config']?.properties?.[setting]?.enum
  if (!known) throw new Error(`the schema does not list what ${setting} may be`)
  return known.map(String)
}

describe.skipIf(reason !== '')(`Redis as its rendered objects say${reason}`, () => {
  let root: string
  let server: RedisServer
  let port: number

  async function restart(objects: readonly Manifest[]): Promise<void> {
    if (server) await kill(server.running)
    server = startRedis(objects, root, port)
    await untilReady(server)
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'redis-'))
    ;[port = 0] = await freePorts(1)
  })

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  /** What a client's own container is given, with other objects of the store where they differ. */
  function client(name: 'cart' | 'search', objects = store()): Record<string, string> {
    const [own] = podOf(name).containers
    return server.at(environmentOf(own?.env ?? [], [...objects, ...rendered(components, name)]))
  }

  const administrator = (...command: readonly string[]): Promise<Outcome> => {
    const at = ['redis-cli', '-h', '127.0.0.1', '-p', String(port), '--user', 'admin']
    return run([...at, ...command], server.at({ REDISCLI_AUTH: values.auth.password }))
  }

  const evictions = async (): Promise<number> =>
    Number(/evicted_keys:(\d+)/.exec((await administrator('INFO', 'stats')).output)?.[1])

  it('lets the wait of a client end only once there is a server', async () => {
    const [wait] = podOf('cart').initContainers ?? []
    server = startRedis(store(), root, port)
    const environment = server.at(environmentOf(wait?.env ?? [], store()))
    await kill(server.running)
    expect((await run(['timeout', '1', ...(wait?.command ?? [])], environment)).code).toBe(124)
    await restart(store())
    expect(await run(wait?.command ?? [], environment)).toEqual({ code: 0, output: '' })
  })

  it('passes every probe', async () => {
    expect(await findings(server)).toEqual(healthy)
  })

  it('fails every probe while it refuses its clients, as with a script that does not end', async () => {
    await administrator('CONFIG', 'SET', 'busy-reply-threshold', '10')
    const endless = administrator('EVAL', 'while true do end', '0')
    await expect.poll(() => findings(server)).toEqual(failing)
    await administrator('SCRIPT', 'KILL')
    expect((await endless).output).toContain('killed')
    expect(await findings(server)).toEqual(healthy)
  })

  it('has the settings of the values', async () => {
    const names = ['maxmemory', 'maxmemory-policy', 'appendonly', 'appendfsync', 'save']
    const { output } = await administrator('CONFIG', 'GET', ...names)
    expect(output.split('\n').toSorted()).toEqual(
      ['', '', '201326592', 'allkeys-lru', 'everysec', 'yes', ...names].toSorted(),
    )
  })

  it('refuses everybody without a password, and with a wrong one', async () => {
    const at = ['redis-cli', '-h', '127.0.0.1', '-p', String(port)]
    expect((await run([...at, 'PING'], server.at({}))).output).toContain('NOAUTH')
    const wrong = server.at({ REDISCLI_AUTH: 'wrong' })
    expect((await run([...at, '--user', 'cart', 'PING'], wrong)).output).toContain('WRONGPASS')
    expect((await run([...at, 'PING'], wrong)).output).toContain('WRONGPASS')
  })

  it('knows each client by REDIS_URL, whatever its password', async () => {
    expect((await byUrl(client('cart'), 'ACL', 'WHOAMI')).output).toBe('cart\n')
    expect((await byUrl(client('search'), 'ACL', 'WHOAMI')).output).toBe('search\n')
    expect((await byUrl(client('cart'), 'SET', 'a', 'b')).output).toBe('OK\n')
  })

  it.each([
    ['FLUSHALL'],
    ['FLUSHDB'],
    ['KEYS', '*'],
    ['CONFIG', 'GET', '*'],
    ['SHUTDOWN'],
    ['MONITOR'],
    ['REPLICAOF', '127.0.0.1', '1'],
    ['CLIENT', 'KILL', 'TYPE', 'normal'],
    ['ACL', 'SETUSER', 'cart', '+@all'],
    ['SAVE'],
    ['MODULE', 'LIST'],
  ])('refuses a client the command %s', async (...command) => {
    expect((await byUrl(client('cart'), ...command)).output).toContain('NOPERM')
  })

  it.each([
    ['INFO', 'server'],
    ['CLIENT', 'SETNAME', 'cart'],
    ['CLIENT', 'ID'],
    ['HELLO', '3'],
    ['COMMAND', 'COUNT'],
    ['SCAN', '0'],
    ['EVAL', 'return redis.call("GET", KEYS[1])', '1', 'a'],
    ['EXPIRE', 'a', '1000'],
    ['XADD', 'stream', '*', 'field', 'value'],
    ['PUBLISH', 'channel', 'message'],
  ])('lets a client use %s', async (...command) => {
    expect((await byUrl(client('cart'), ...command)).output).not.toMatch(/NOPERM|ERR/)
  })

  it('has the rules for clients from the values', async () => {
    await restart(store({ clientCommands: '+@read +config|get' }))
    expect((await byUrl(client('cart'), 'CONFIG', 'GET', 'port')).output).toContain(String(port))
    expect((await byUrl(client('cart'), 'SET', 'c', 'd')).output).toContain('NOPERM')
    await restart(store())
  })

  it('keeps nothing where the values say so', async () => {
    await restart(store({ config: { appendonly: false } }))
    expect((await administrator('CONFIG', 'GET', 'appendonly')).output).toBe('appendonly\nno\n')
    await restart(store())
  })

  it.each([
    ['maxmemory-policy', enumOf('maxmemoryPolicy')],
    ['appendfsync', enumOf('appendfsync')],
  ])('knows every %s that the schema knows', async (name, known) => {
    for (const one of known) {
      expect((await administrator('CONFIG', 'SET', name, one)).output).toBe('OK\n')
    }
  })

  it('has what was written before a kill', async () => {
    expect((await byUrl(client('cart'), 'SET', 'kept', 'yes')).output).toBe('OK\n')
    await restart(store())
    expect((await byUrl(client('cart'), 'GET', 'kept')).output).toBe('yes\n')
  })

  it('has what a script wrote before a kill, which is a transaction in the file', async () => {
    const twice = "redis.call('SET', 'one', '1') return redis.call('SET', 'two', '2')"
    expect((await byUrl(client('cart'), 'EVAL', twice, '0')).output).toBe('OK\n')
    await restart(store())
    expect((await byUrl(client('cart'), 'MGET', 'one', 'two')).output).toBe('1\n2\n')
  })

  it('lets nobody in as the default user', async () => {
    const anonymous = { ...client('cart'), REDISCLI_AUTH: '' }
    for (const login of [[], ['--user', 'default', '--pass', '']])
      expect(
        (await run(['redis-cli', '-p', String(port), ...login, 'PING'], anonymous)).output,
      ).toMatch(/NOAUTH|WRONGPASS/)
  })

  it('evicts by the policy of the values once the memory is full', async () => {
    await restart(store({ config: { maxmemory: '4mb' } }))
    expect((await byUrl(client('cart'), 'EVAL', fill, '0')).output).toBe('\n')
    expect((await byUrl(client('cart'), 'SET', 'more', 'x')).output).toBe('OK\n')
    expect(await evictions()).toBeGreaterThan(0)
  })

  it('refuses to write once the memory is full, where the policy is to evict nothing', async () => {
    await restart(store({ config: { maxmemory: '4mb', maxmemoryPolicy: 'noeviction' } }))
    await byUrl(client('cart'), 'EVAL', fill, '0')
    expect((await byUrl(client('cart'), 'SET', 'more', 'x')).output).toContain('OOM')
    expect(await evictions()).toBe(0)
    await restart(store())
  })

  it('takes another password when it starts again', async () => {
    const changed = store({ clients: { ...values.clients, cart: { password: 'a new one' } } })
    await restart(changed)
    expect((await byUrl(client('cart', changed), 'GET', 'kept')).output).toMatch(/^(yes)?\n$/)
    expect((await byUrl(client('cart'), 'GET', 'kept')).output).toContain('WRONGPASS')
    await restart(store())
  })

  it('ends cleanly when it is told to', async () => {
    server.running.process.kill('SIGTERM')
    const { code, output } = await server.running.ended
    expect(code).toBe(0)
    expect(output).toContain('is now ready to exit')
  })

  it('fails every probe once it has stopped', async () => {
    expect(await findings(server)).toEqual(failing)
  })

  it('does not start with an empty password', async () => {
    const empty = store().map((one) =>
      one.metadata.name === 'shop-redis-search' && one.kind === 'Secret'
        ? { ...one, data: { password: '' } }
        : one,
    )
    server = startRedis(empty, root, port)
    expect(await server.running.ended).toEqual({
      code: 1,
      output: 'the password of search is empty\n',
    })
  })
})

function podOf(name: string): IPodSpec {
  const pod = the<IDeployment>(rendered(components, name), 'Deployment').spec?.template.spec
  if (!pod) throw new Error('there is no pod')
  return pod
}
