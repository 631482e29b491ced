import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documents, mongodb, service } from '../../src/index.ts'
import type { Values } from '../../src/values/value.ts'
import { atService } from '../programs/at-service.ts'
import { kill, type Running } from '../programs/process.ts'
import { ask, type Driver, whyNotDriver } from './clients.ts'
import { everyCharacter } from './every-character.ts'
import { startFerretdb } from './ferretdb-server.ts'
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

const inline = (password: string): Values => ({
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
