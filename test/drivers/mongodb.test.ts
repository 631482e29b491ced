import { describe, expect, test } from 'vitest'
import { documents, mongodb, service } from '../../src/index.ts'
import type { Values } from '../../src/values/value.ts'
import { ask, type Driver, whyNotDriver } from './clients.ts'
import { everyCharacter } from './every-character.ts'
import { renderedEnvironment } from './rendered-environment.ts'

/** No server runs here: these are the drivers' own readers of URLs. */
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

const inline: Values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'administrator', keyfile: 'a2V5ZmlsZQ' },
  clients: { orders: { password: everyCharacter } },
}

describe.each(drivers)('$name', (driver) => {
  const not = whyNotDriver(driver)
  const read = { user: 'orders', password: everyCharacter, database: 'orders' }

  test.skipIf(not !== '')(`reads the URL of the embedded replica set${not}`, async () => {
    expect(await ask(driver, renderedEnvironment(components, 'mongodb', inline))).toEqual({
      seen: { ...read, hosts: ['shop-mongodb:27017'], replicaSet: 'rs0' },
    })
  })

  test.skipIf(not !== '')(
    `reads the URL of an external server with an IPv6 address${not}`,
    async () => {
      const values = {
        ...inline,
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
