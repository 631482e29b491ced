import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cache, redis, service } from 'chartwright'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered } from '../components/rendered.ts'
import { jobPod, type LocalPod, reportOf, scheduledPod, untilThereIs } from './backup-pods.ts'
import { exporter, noExporters } from './exporters.ts'
import { selfSigned } from './gateway/self-signed.ts'
import { printable } from './printable.ts'
import { accepts, passes } from './probes.ts'
import { kill, type Outcome, run, start } from './process.ts'
import { pathOf, whyNot } from './programs.ts'
import { redisPrograms, type RedisServer, startRedis, untilReady } from './redis-server.ts'
import { certificateSecret } from './store-certificate.ts'

const components = {
  cart: service({ image: 'shop/cart', port: 8080, uses: [cache('redis')] }),
  redis: redis({ backup: true }),
}

const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: `it's the "root" \\ 100%\n` },
  clients: { cart: { password: 'cart' } },
  backup: {
    target: { type: 'claim', claimName: 'backups' },
    password: `${printable}\n`,
    repositoryPassword: `${printable}\n`,
    keep: { last: 100 },
  },
  // For DEBUG DIGEST, and a replica without company
  extraConfig: { 'enable-debug-command': 'yes', 'repl-diskless-sync-delay': '0' },
} satisfies Values

const certificate = certificateSecret('redis', selfSigned('shop-redis', ['127.0.0.1']))

const objects = (restore: Values = {}, tls = false): readonly Manifest[] => [
  ...rendered(components, 'redis', {
    ...values,
    global: { ...values.global, tls: { redis: { enabled: tls } } },
    restore,
  }),
  certificate,
]

/** Accounts whose balances are nothing in all, and one of each kind of value. */
const shop = `
  for n = 1, 20000 do redis.call('HSET', 'account:' .. n, 'balance', 0, 'name', 'Kontó ' .. n) end
  redis.call('SET', 'session', 'x', 'EX', 100000)
  redis.call('XADD', 'orders', '*', 'id', 1)
  redis.call('XGROUP', 'CREATE', 'orders', 'billing', 0)
  redis.call('ZADD', 'scores', 1.5, 'a')
  redis.call('SELECT', 3)
  redis.call('RPUSH', 'elsewhere', 'b', 'a')
`
const library =
  "#!lua name=shop\nredis.register_function('twice', function(_, a) return 2 * a[1] end)"
const sum = `local all = 0
  for n = 1, 20000 do all = all + redis.call('HGET', 'account:' .. n, 'balance') end return all`

const reason = whyNot(redisPrograms) + noExporters

describe.skipIf(reason !== '')(`backups of Redis as its rendered objects say${reason}`, () => {
  let root: string
  let server: RedisServer
  let port: number
  let own: number
  let before: string
  let first: string

  const place = () => ({
    root,
    environment: (variables: Readonly<Record<string, string>>) => ({
      ...variables,
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: `${port}`,
      ...('OWN_PORT' in variables ? { OWN_HOST: '127.0.0.1', OWN_PORT: `${own}` } : {}),
      PATH: `${root}:${pathOf(redisPrograms)}`,
    }),
  })
  const backup = (): LocalPod => scheduledPod(objects(), 'shop-redis-backup', place())
  const restore = (wanted: Values, tls = false): LocalPod =>
    jobPod(objects(wanted, tls), 'shop-redis-restore', place())

  const begin = async (tls = false): Promise<void> => {
    server = startRedis(objects({}, tls), root, port)
    await untilReady(server)
  }
  const wipe = async (): Promise<void> => {
    await kill(server.running)
    for (const file of readdirSync(join(root, 'data')))
      rmSync(join(root, 'data', file), { recursive: true })
  }
  const as = (user: string, password: string, ...command: readonly string[]): Promise<Outcome> => {
    const at = ['redis-cli', '-e', '-h', '127.0.0.1', '-p', `${port}`, '--user', user]
    return run([...at, ...command], server.at({ REDISCLI_AUTH: password }))
  }
  const admin = async (...command: readonly string[]): Promise<string> => {
    const { code, output } = await as('admin', values.auth.password, ...command)
    if (code !== 0) throw new Error(output)
    return output.trimEnd()
  }

  /** All keys of all databases with when they expire, groups of streams, and functions. */
  const everything = async (): Promise<string> => {
    const functions = await admin('FUNCTION', 'LIST', 'LIBRARYNAME', 'shop', 'WITHCODE')
    const groups = await admin('XINFO', 'GROUPS', 'orders')
    return [await admin('DEBUG', 'DIGEST'), groups, functions].join('\n')
  }
  /** Lets the server wait at each key that it loads, and answer meanwhile. */
  const slowly = (delay: string): Promise<string> =>
    admin('CONFIG', 'SET', 'key-load-delay', delay, 'loading-process-events-interval-bytes', '1024')
  const keys = async (): Promise<number> => Number(await admin('DBSIZE'))

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'redisb-'))
    ;[port = 0, own = 0] = await freePorts(2)
    await exporter('restic', root)
    await begin()
    await admin('EVAL', shop, '0')
    await admin('FUNCTION', 'LOAD', library)
  }, 120_000)

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  it.each([
    ['GET', 'session'],
    ['SET', 'a', 'b'],
    ['FLUSHALL'],
    ['CONFIG', 'GET', '*'],
    ['SCAN', '0'],
  ])('refuses the account that dumps the command %s', async (...command) => {
    expect((await as('backup', values.backup.password, ...command)).output).toContain('NOPERM')
  })

  it('dumps one state while clients write, and proves it without touching the server', async () => {
    const transfers = `for n in $(seq 3000); do echo "MULTI
      HINCRBY account:$((1 + n % 20000)) balance -$n
      HINCRBY account:$((1 + n * 7 % 20000)) balance $n
      EXEC"; done | redis-cli -h 127.0.0.1 -p ${port} --user cart`
    const load = start(['bash', '-c', transfers], server.at({ REDISCLI_AUTH: 'cart' }))
    const outcome = await backup().run()
    expect(outcome).toMatchObject({ code: 0 })
    expect(reportOf(outcome)).toMatchObject({ store: 'shop-redis', pruned: true })
    expect(await load.ended).toMatchObject({ code: 0 })
    const rehearsing = objects({ rehearsals: { enabled: true } })
    const rehearsal = await scheduledPod(rehearsing, 'shop-redis-rehearse', place()).run()
    expect(rehearsal).toMatchObject({ code: 0 })
    expect(reportOf(rehearsal)).toMatchObject({ mode: 'rehearse', keys: 20_004 })
    expect(await admin('INFO', 'replication')).toMatch(/role:master[^]*connected_slaves:0/)
  }, 60_000)

  it('makes the next backup after one that was killed as it dumped', async () => {
    await admin('CONFIG', 'SET', 'rdb-key-save-delay', '200')
    const pod = backup()
    const dump = pod.begin('dump')
    await untilThereIs(join(root, 'backup/new'), 1)
    await kill(dump)
    expect((await pod.begin('upload').ended).code).not.toBe(0) // there is no dump
    await admin('CONFIG', 'SET', 'rdb-key-save-delay', '0')
    const outcome = await pod.run()
    expect(outcome).toMatchObject({ code: 0 })
    first = String(reportOf(outcome)['snapshot'])
    before = await everything()
  }, 60_000)

  it('refuses keys that are there, before anything is touched', async () => {
    const over = await restore({ from: first }).run()
    expect(over.code).toBe(1)
    expect(reportOf(over)['error']).toMatch(/^the server holds 20004 keys: set restore.overwrite/)
    expect(await everything()).toBe(before)
  }, 60_000)

  it('brings all of it back after the volume was lost, and after a restore that was killed', async () => {
    await wipe()
    await begin()
    expect(await keys()).toBe(0)
    await slowly('500')
    const pod = restore({ from: first })
    expect((await pod.begin('fetch').ended).code).toBe(0)
    const killed = pod.begin('restore')
    await expect
      .poll(() => admin('INFO', 'persistence'), { timeout: 30_000 })
      .toContain('\nloading:1')
    expect(await passes(server, 'liveness')).toBe(true)
    expect(await passes(server, 'readiness')).toBe(false)
    await kill(killed)
    await kill(server.running) // with what it had loaded until then
    await begin()
    expect(await keys()).toBe(0)
    const outcome = await pod.run()
    expect(outcome).toMatchObject({ code: 0 })
    expect(reportOf(outcome)).toMatchObject({ mode: 'restore', snapshot: first, keys: 20_004 })
    expect(await everything()).toBe(before)
    expect(await admin('EVAL', sum, '0')).toBe('0')
    expect(await as('cart', 'cart', 'HINCRBY', 'account:1', 'balance', '0')).toMatchObject({
      code: 0,
    })
  }, 120_000)

  it('has it in its log of writes, which a start reads alone', async () => {
    await kill(server.running)
    await begin()
    expect(await everything()).toBe(before)
  }, 60_000)

  it('brings a snapshot back once, and over keys when told', async () => {
    expect(reportOf(await restore({ from: first }).run())).toMatchObject({ done: 'before' })
    await admin('FLUSHALL')
    await admin('SET', 'newer', '1')
    expect(reportOf(await restore({ from: first }).run())).toMatchObject({ done: 'before' })
    const outcome = await restore({ from: first, overwrite: true, run: 1 }).run()
    expect(outcome).toMatchObject({ code: 0 })
    expect(await everything()).toBe(before)
  }, 60_000)

  it('is promoted by the next run after a restore that was killed once the data were there', async () => {
    const pod = restore({ from: first, overwrite: true, run: 2 })
    const killed = pod.begin('fetch')
    expect((await killed.ended).code).toBe(0)
    await slowly('100')
    const stopped = pod.begin('restore')
    await expect
      .poll(() => admin('INFO', 'replication'), { timeout: 30_000 })
      .toContain('role:slave')
    await kill(stopped)
    await slowly('0')
    expect((await as('cart', 'cart', 'SET', 'a', 'b')).output).toMatch(/READONLY|LOADING/)
    expect(await pod.run()).toMatchObject({ code: 0 })
    expect(await as('cart', 'cart', 'DEL', 'none')).toMatchObject({ code: 0 })
    expect(await everything()).toBe(before)
  }, 60_000)

  it('does the same over TLS', async () => {
    await wipe()
    await begin(true)
    const outcome = await restore({ from: first }, true).run()
    expect(outcome).toMatchObject({ code: 0 })
    expect(reportOf(outcome)).toMatchObject({ keys: 20_004 })
    expect(await accepts(port)).toBe(true)
  }, 60_000)
})
