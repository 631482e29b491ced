import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mongodbConnection } from '../../src/components/mongodb/connection.ts'
import { mongodbImage } from '../../src/components/mongodb/image.ts'
import { documents, mongodb, service } from '../../src/index.ts'
import { type Manifest, rendered } from '../components/rendered.ts'
import { atService } from '../programs/at-service.ts'
import { kill, type Running } from '../programs/process.ts'
import { authority, tlsSecret } from './authority.ts'
import { ask, type Driver, whyNotDriver } from './clients.ts'
import { everyCharacter } from './every-character.ts'
import { startFerretdb } from './ferretdb-server.ts'
import { type Command, type ReplicaSet, startSet } from './mongodb-set.ts'
import { renderedEnvironment } from './rendered-environment.ts'
import { toolchain } from './toolchains.ts'

const drivers: readonly Driver[] = [
  { name: 'mongodb (Node.js)', language: 'node' },
  { name: 'mongodb (Go)', language: 'go' },
  { name: 'PyMongo', language: 'python' },
  { name: 'mongodb (Java)', language: 'java' },
]

const components = {
  orders: service({
    image: 'shop/orders',
    port: 8080,
    uses: [documents('mongodb', { env: { DOCUMENTS_URL: '{url}' } })],
  }),
  mongodb: mongodb(),
}

const inline = (password: string) => ({
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'administrator', keyfile: 'a2V5ZmlsZQ' },
  clients: { orders: { password } },
})

/** No server runs here: these are the drivers' own readers of URLs. */
describe.each(drivers)('$name', (driver) => {
  const not = whyNotDriver(driver)
  const read = { user: 'orders', password: everyCharacter, database: 'orders' }

  test.skipIf(not !== '')(`reads the URL of the embedded replica set${not}`, async () => {
    const environment = renderedEnvironment(components, 'mongodb', inline(everyCharacter))
    expect(await ask(driver, environment)).toEqual({
      seen: { ...read, hosts: ['shop-mongodb:27017'], replicaSet: 'rs0' },
    })
  })

  test.skipIf(not !== '')(
    `reads the URL of an external server with an IPv6 address${not}`,
    async () => {
      const values = {
        ...inline(everyCharacter),
        mode: 'external',
        external: { host: '::1', query: '?replicaSet=rs9' },
      }
      const answer = await ask(driver, renderedEnvironment(components, 'mongodb', values))
      expect(answer).toMatchObject({ seen: { ...read, replicaSet: 'rs9' } })
      const { hosts } = 'seen' in answer ? answer.seen : {}
      expect(String(hosts)).toMatch(/^\[?::1\]?:27017$/)
    },
  )
})

const ferretdb = await toolchain('ferretdb')
const reason = 'reason' in ferretdb ? ` (${ferretdb.reason})` : ''
if (reason !== '' && process.env['CI'] !== undefined)
  throw new Error(`FerretDB cannot run${reason}`)

describe.skipIf(reason !== '')(`FerretDB 1.24 in place of a replica set${reason}`, () => {
  const address = '127.0.95.1'
  let root: string
  let running: Running

  beforeAll(async () => {
    if ('reason' in ferretdb) return
    root = mkdtempSync(join(tmpdir(), 'ferretdb-'))
    const users = [{ name: 'orders', password: everyCharacter }]
    running = await startFerretdb(ferretdb, { address, root }, users)
  })

  afterAll(async () => {
    if (running) await kill(running)
    rmSync(root, { recursive: true, force: true })
  })

  const given = (password: string): Record<string, string> => {
    const environment = renderedEnvironment(components, 'mongodb', inline(password))
    return atService(environment, { service: 'shop-mongodb', port: 27_017, here: 27_017 }, address)
  }

  describe.each(drivers)('$name', ({ name, language }) => {
    const driver = { name: `${name} at a server`, language }
    const not = whyNotDriver(driver)

    test.skipIf(not !== '')(
      `connects with every printable character in its password${not}`,
      async () => {
        expect(await ask(driver, given(everyCharacter))).toEqual({
          seen: { database: 'orders', name: 'lamp' },
        })
      },
    )

    test.skipIf(not !== '')(`is refused with a wrong password${not}`, async () => {
      expect(await ask(driver, given(`${everyCharacter}x`))).toEqual({
        error: expect.stringMatching(/authenticat/i),
      })
    })
  })
})

const mongosh = await toolchain('mongo-tools')
const noShell = 'reason' in mongosh ? ` (${mongosh.reason})` : ''
if (noShell !== '' && process.env['CI'] !== undefined)
  throw new Error(`mongosh cannot run${noShell}`)

describe.skipIf(noShell !== '')(
  `mongosh 2.12 with a stand-in for the members of a replica set${noShell}`,
  () => {
    const network = '127.0.96'
    const host = (member: number): string => `${network}.${member + 1}:27017`
    let root: string
    let set: ReplicaSet
    let secret: Manifest

    beforeAll(async () => {
      if ('reason' in mongosh) return
      root = mkdtempSync(join(tmpdir(), 'mongosh-'))
      const sign = await authority(root)
      const certificate = await sign(...[1, 2, 3].map((member) => `IP:${network}.${member}`))
      secret = tlsSecret('mongodb', certificate)
      const { keyfile } = inline('').auth
      set = await startSet(mongosh, { network, members: 3, root, certificate, keyfile })
    })

    afterAll(async () => {
      await set?.end()
      rmSync(root, { recursive: true, force: true })
    })

    const withTls = (password: string) => ({
      ...inline(password),
      global: { secrets: { provider: 'inline' }, tls: { mongodb: { enabled: true } } },
    })
    const provision = (replicas: number, password = everyCharacter) =>
      set.provision([
        ...rendered(components, 'mongodb', { ...withTls(password), replicas }),
        secret,
      ])
    const user = (name: string, pwd: string, role: string, db = name) => ({
      pwd,
      roles: [{ role, db }],
      $db: db,
    })
    const admin = user('admin', 'administrator', 'root')
    const orders = (password = everyCharacter) => user('orders', password, 'readWrite')
    /** The members after each command that changed them. */
    const members = (commands: readonly Command[]): readonly unknown[] =>
      commands.flatMap(({ replSetReconfig }) =>
        replSetReconfig ? [(replSetReconfig as Config).members.map((one) => one.host)] : [],
      )

    test('forms a set of one, and gives a client its database', { timeout: 120_000 }, async () => {
      const { code, output, commands } = await provision(1)
      expect(code, output).toBe(0)
      expect(commands).toEqual([
        {
          replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: host(0) }] },
          $db: 'admin',
        },
        { createUser: 'admin', ...admin },
        { createUser: 'orders', ...orders() },
      ])
    })

    test('lets two more in, one at a time, and gives passwords', { timeout: 120_000 }, async () => {
      const { code, output, commands } = await provision(3, 'another')
      expect(code, output).toBe(0)
      expect(members(commands)).toEqual([
        [host(0), host(1)],
        [host(0), host(1), host(2)],
      ])
      expect(commands.slice(2)).toEqual([
        { updateUser: 'admin', ...admin },
        { updateUser: 'orders', ...orders('another') },
      ])
    })

    test('lets members go one at a time', { timeout: 120_000 }, async () => {
      const { code, output, commands } = await provision(1)
      expect(code, output).toBe(0)
      expect(members(commands)).toEqual([[host(0), host(2)], [host(0)]])
      expect(commands.slice(2)).toEqual([
        { updateUser: 'admin', ...admin },
        { updateUser: 'orders', ...orders() },
      ])
    })

    test('lets a client wait until it may log in', { timeout: 120_000 }, async () => {
      const point = { store: 'mongodb', client: 'orders' }
      const { command = [] } = mongodbConnection.wait?.(point, { image: mongodbImage }) ?? {}
      const given = (password: string) => {
        const files = { root: mkdtempSync(join(root, 'client-')), objects: [secret] }
        const environment = renderedEnvironment(components, 'mongodb', withTls(password), files)
        const { DOCUMENTS_URL = '' } = atService(
          environment,
          { service: 'shop-mongodb', port: 27_017, here: 27_017 },
          `${network}.1`,
        )
        return { MONGODB_URL: DOCUMENTS_URL }
      }
      const wrong = set.client(command, given('wrong'))
      const right = set.client(command, given(`${everyCharacter}, changed`))
      const { code, output } = await provision(1, `${everyCharacter}, changed`)
      expect(code, output).toBe(0)
      expect((await right.ended).code).toBe(0)
      expect(wrong.process.exitCode).toBeNull()
      await kill(wrong)
      expect((await wrong.ended).output).not.toContain('ok: 1')
    })
  },
)

interface Config {
  readonly members: readonly { readonly host: string }[]
}
