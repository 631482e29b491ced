import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents, mongodb, service } from '../../src/index.ts'
import type { Values } from '../../src/values/value.ts'
import { type Manifest, rendered } from '../components/rendered.ts'
import {
  jobPod,
  type LocalPod,
  reportOf,
  scheduledPod,
  sizeBelow,
  untilThereIs,
} from '../programs/backup-pods.ts'
import { exporter } from '../programs/exporters.ts'
import { kill, type Running } from '../programs/process.ts'
import { everyCharacter } from './every-character.ts'
import { startFerretdb } from './ferretdb-server.ts'
import { toolchain } from './toolchains.ts'

const components = {
  orders: service({ image: 'shop/orders', port: 8080, uses: [documents('mongodb')] }),
  mongodb: mongodb({ backup: true }),
}

const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'administrator', keyfile: 'a2V5/ZmlsZQ+==' },
  clients: { orders: { password: 'orders' } },
  backup: {
    target: { type: 'claim', claimName: 'backups' },
    password: everyCharacter,
    repositoryPassword: everyCharacter,
  },
} satisfies Values

const objects = (restore: Values = {}): readonly Manifest[] =>
  rendered(components, 'mongodb', { ...values, restore })

const ferretdb = await toolchain('ferretdb')
const tools = await toolchain('mongo-tools')
const node = await toolchain('node')
const reason = [ferretdb, tools, node]
  .flatMap((one) => ('reason' in one ? [one.reason] : []))
  .join()
if (reason !== '' && process.env['CI'] !== undefined) throw new Error(reason)

/** What is used of the driver of Node.js, which only the toolchain has. */
interface Driver {
  readonly MongoClient: new (url: string) => Client
  readonly BSON: { EJSON: { stringify(value: unknown, options: { relaxed: boolean }): string } }
  readonly Binary: { createFromBase64(text: string): unknown }
  readonly Long: { fromNumber(number: number): unknown }
  readonly UUID: new () => unknown
}
interface Client {
  db(name: string): Database
  close(): Promise<void>
}
interface Database {
  collection(name: string): Collection
  createCollection(name: string, options?: object): Promise<unknown>
  command(command: object): Promise<{ readonly databases: readonly { readonly name: string }[] }>
  listCollections(): { toArray(): Promise<readonly { readonly name: string }[]> }
}
interface Collection {
  insertMany(documents: readonly object[]): Promise<unknown>
  deleteMany(filter: object): Promise<unknown>
  find(): { sort(order: object): { toArray(): Promise<readonly object[]> } }
}

/**
 * FerretDB stands in for a member: it has one user for each account, but no roles, and no `applyOps`, so that what
 * is written while a dump is made is dumped, but not replayed.
 */
describe.skipIf(reason !== '')(`backups of MongoDB as its rendered objects say ${reason}`, () => {
  const address = '127.0.97.1'
  let driver: Driver
  let root: string
  let running: Running
  let first: string
  let before: string

  const begin = async (): Promise<void> => {
    if ('reason' in ferretdb) return
    const users = [
      { name: 'backup', database: 'admin', password: values.backup.password },
      { name: '__system', database: 'local', password: values.auth.keyfile },
      { name: 'orders', password: values.clients.orders.password },
    ]
    running = await startFerretdb(ferretdb, { address, root: join(root, 'server') }, users)
  }

  const place = () => ({
    root,
    user: process.getuid?.(),
    environment: (variables: Readonly<Record<string, string>>) => ({
      ...variables,
      ...('MONGODB_URL' in variables
        ? { MONGODB_URL: variables['MONGODB_URL']?.replace('shop-mongodb', address) ?? '' }
        : {}),
      PATH: `${root}/bin:${root}:${process.env['PATH']}`,
    }),
  })
  const backup = (): LocalPod => scheduledPod(objects(), 'shop-mongodb-backup', place())
  const restore = (wanted: Values): LocalPod =>
    jobPod(objects(wanted), 'shop-mongodb-restore', place())

  /** Has the server asked by its driver. */
  async function ask<T>(question: (client: Client) => Promise<T>): Promise<T> {
    const login = `__system:${encodeURIComponent(values.auth.keyfile)}`
    const client = new driver.MongoClient(`mongodb://${login}@${address}/?authSource=local`)
    try {
      return await question(client)
    } finally {
      await client.close()
    }
  }
  const orders = <T>(question: (database: Database) => Promise<T>): Promise<T> =>
    ask((client) => question(client.db('orders')))

  /** All documents, with the types of their values. */
  const everything = (): Promise<string> =>
    orders(async (database) => {
      const names = (await database.listCollections().toArray()).map(({ name }) => name)
      const all = names.toSorted().map(async (name) => {
        const found = await database.collection(name).find().sort({ _id: 1 }).toArray()
        return [name, ...found.map((one) => driver.BSON.EJSON.stringify(one, { relaxed: false }))]
      })
      return (await Promise.all(all)).flat().join('\n')
    })

  beforeAll(async () => {
    if ('reason' in tools || 'reason' in node) return
    driver = createRequire(join(node.folder, 'client.js'))('mongodb') as Driver // its own types are not here
    root = mkdtempSync(join(tmpdir(), 'mongodb-backup-'))
    mkdirSync(join(root, 'server'))
    await exporter('restic', root)
    program('mongosh', `exec ${tools.command.join(' ')} "$@"`)
    program('mongodump', `exec ${tools.folder}/mongodump "$@"`)
    program(
      'mongorestore',
      `case " $* " in *' --oplogReplay '*) test -s oplog.bson; exit ;; esac\nexec ${tools.folder}/mongorestore "$@"`,
    )
    await begin()
    const { Binary, Long, UUID } = driver
    await orders(async (database) => {
      const items = Array.from({ length: 3000 }, (_, n) => ({
        _id: n,
        name: `Kontó ${n}`,
        at: new Date(n),
        id: new UUID(),
        long: Long.fromNumber(n),
        half: n / 2,
        nested: { list: [1, 'two', { three: null }], bytes: Binary.createFromBase64('wP/u') },
        text: 'x'.repeat(300),
      }))
      await database.collection('items').insertMany(items)
      await database.collection('users').insertMany([{ _id: 'ada' }, { _id: 'öre' }])
      await database.createCollection('empty')
    })
    await ask((client) =>
      client.db('local').createCollection('oplog.rs', { capped: true, size: 1e7 }),
    )
    await orders((database) => database.collection('users').insertMany([{ _id: 'last' }]))
  })

  afterAll(async () => {
    if (running) await kill(running)
    rmSync(root, { recursive: true, force: true })
  })

  const program = (name: string, text: string): void => {
    mkdirSync(join(root, 'bin'), { recursive: true })
    writeFileSync(join(root, 'bin', name), `#!/bin/bash\n${text}\n`)
    chmodSync(join(root, 'bin', name), 0o755)
  }

  it('makes a backup after one that was killed as it dumped, and dumps what clients do meanwhile', async () => {
    expect(reportOf(await restore({ from: 'latest' }).run())['error']).toContain('no repository')
    const pod = backup()
    const dump = pod.begin('dump')
    await untilThereIs(join(root, 'backup/new'), 1000)
    await kill(dump)
    expect((await pod.begin('upload').ended).code).not.toBe(0)
    const end = new AbortController()
    const load = orders(async (database) => {
      let written = 0
      while (!end.signal.aborted) {
        await database.collection('users').insertMany([{ _id: `meanwhile ${written}` }])
        written += 1
        await pause(50)
      }
    })
    const dumped = await pod.begin('dump').ended
    expect(dumped, dumped.output).toMatchObject({ code: 0 })
    end.abort()
    await load
    expect(statSync(join(root, 'backup/dump/oplog.bson')).size).toBeGreaterThan(0)
    await orders((database) => database.collection('users').deleteMany({ _id: /^meanwhile/ }))
  }, 120_000)

  it('refuses a snapshot that does not exist, and data that is there, before anything is touched', async () => {
    const made = await backup().run()
    expect(made, made.output).toMatchObject({ code: 0 })
    first = String(reportOf(made)['snapshot'])
    before = await everything()
    const unknown = await restore({ from: 'deadbeef', overwrite: true }).run()
    expect(reportOf(unknown)['error']).toContain('there is no snapshot deadbeef')
    const over = await restore({ from: first }).run()
    expect(over.code).toBe(1)
    expect(reportOf(over)['error']).toMatch(
      /^database orders holds documents in \w+: set restore.overwrite/,
    )
    expect(await everything()).toBe(before)
  }, 120_000)

  it('is rehearsed beside the data, which stays', async () => {
    const outcome = await restore({ from: 'latest', rehearse: true }).run()
    expect(outcome, outcome.output).toMatchObject({ code: 0 })
    expect(reportOf(outcome)).toMatchObject({ mode: 'rehearse', databases: 1, documents: 3003 })
    const { databases } = await ask((client) => client.db('admin').command({ listDatabases: 1 }))
    expect(databases.map(({ name }) => name).toSorted()).toEqual(['admin', 'local', 'orders'])
    expect(await everything()).toBe(before)
  }, 120_000)

  it('brings all of it back after the volume was lost, and after a restore that was killed', async () => {
    await kill(running)
    rmSync(join(root, 'server'), { recursive: true })
    mkdirSync(join(root, 'server'))
    await begin()
    const pod = restore({ from: first })
    expect((await pod.begin('fetch').ended).code).toBe(0)
    const empty = sizeBelow(join(root, 'server'))
    const killed = pod.begin('restore')
    await untilThereIs(join(root, 'server'), empty + 400_000)
    await kill(killed)
    const outcome = await pod.run()
    expect(outcome, outcome.output).toMatchObject({ code: 0 })
    expect(reportOf(outcome)).toMatchObject({
      mode: 'restore',
      snapshot: first,
      databases: 1,
      collections: 3,
      documents: 3003,
    })
    expect(await everything()).toBe(before)
  }, 120_000)

  it('brings a snapshot back once, and over data when told', async () => {
    expect(reportOf(await restore({ from: first }).run())).toMatchObject({ done: 'before' })
    await orders(async (database) => {
      await database.collection('items').deleteMany({ half: { $gt: 3 } })
      await database.collection('later').insertMany([{ _id: 'since' }])
    })
    const outcome = await restore({ from: first, overwrite: true, run: 1 }).run()
    expect(outcome, outcome.output).toMatchObject({ code: 0 })
    expect(await everything()).toBe(before)
  }, 120_000)
})
