import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { elasticsearch, search, service } from 'chartwright'
import type { Variables } from '../../src/platform/connection-parts.ts'
import type { Values } from '../../src/values/value.ts'
import { atService } from '../programs/at-service.ts'
import { noIpv6 } from '../programs/ipv6.ts'
import { type Authority, authority, tlsSecret } from './authority.ts'
import { ask, type Driver, whyNotDriver } from './clients.ts'
import { type Front, startFront } from './elasticsearch-front.ts'
import { everyCharacter } from './every-character.ts'
import { renderedEnvironment } from './rendered-environment.ts'

const usual = {
  ELASTICSEARCH_URL: '{url}',
  ELASTICSEARCH_INDEX_PREFIX: '{index-prefix}',
} as const

/** Each driver with the form that docs/connections.md gives it, the same with TLS and without. */
const drivers: readonly (Driver & { readonly env: Variables })[] = [
  {
    name: '@elastic/elasticsearch',
    language: 'node',
    env: { ...usual, NODE_EXTRA_CA_CERTS: '{ca-file}' },
  },
  { name: 'go-elasticsearch', language: 'go', env: { ...usual, SSL_CERT_FILE: '{ca-file}' } },
  {
    name: 'elasticsearch-py',
    language: 'python',
    env: { ...usual, ELASTICSEARCH_CA_FILE: '{ca-file}' },
  },
]

const platform = (env: Variables) => ({
  orders: service({ image: 'shop/orders', port: 8080, uses: [search('elasticsearch', { env })] }),
  elasticsearch: elasticsearch(),
})

/** What each driver does at a server, whose security a stand-in in front of it has. */
export function elasticsearchDrivers(server: string, network: string): void {
  describe('for clients', () => {
    const plain = `${network}.100`
    const secure = `${network}.101`
    const misnamed = `${network}.102`
    const six = noIpv6 === '' ? ['::1'] : []
    let root: string
    let trusted: Authority
    let other: Authority
    let fronts: readonly Front[] = []

    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), 'elasticsearch-clients-'))
      trusted = await authority(root, 'own')
      other = await authority(root, 'other')
      const user = { name: 'orders', password: everyCharacter, prefix: 'orders_' }
      const certificate = await trusted(`IP:${secure}`, 'IP:::1')
      fronts = [
        await startFront(server, user, { hosts: [plain] }),
        await startFront(server, user, { hosts: [secure, misnamed, ...six], certificate }),
      ]
    })
    afterAll(async () => {
      for (const front of fronts) front.close()
      rmSync(root, { recursive: true, force: true })
      await removeIndices(server, 'orders_*')
    })

    /** The environment of a client with these values; where it has TLS, of this CA. */
    async function given(
      { env }: { readonly env: Variables },
      host: string,
      { password = everyCharacter, ca, more = {} }: Given = {},
    ): Promise<Record<string, string>> {
      const objects = ca ? [tlsSecret('elasticsearch', await ca('DNS:shop-elasticsearch'))] : []
      const files = { root: mkdtempSync(join(root, 'client-')), objects }
      const tls = { elasticsearch: { enabled: ca !== undefined } }
      const values: Values = {
        global: { secrets: { provider: 'inline' }, tls },
        auth: { password: 'administrator' },
        clients: { orders: { password } },
        ...more,
      }
      const environment = renderedEnvironment(platform(env), 'elasticsearch', values, files)
      return atService(environment, { service: 'shop-elasticsearch', port: 9200, here: 9200 }, host)
    }

    describe.each(drivers)('$name', (driver) => {
      const not = whyNotDriver(driver)
      const seen = {
        seen: { name: 'lamp', refused: expect.stringMatching(/security_exception|403/) },
      }

      test.skipIf(not !== '')(
        `keeps and finds, with every printable character in its password, and is kept out of another index${not}`,
        async () => {
          expect(await ask(driver, await given(driver, plain))).toEqual(seen)
          expect(await ask(driver, await given(driver, secure, { ca: trusted }))).toEqual(seen)
        },
      )

      test.skipIf(not !== '')(`is refused with a wrong password${not}`, async () => {
        const wrong = { password: `${everyCharacter}x`, ca: trusted }
        expect(await ask(driver, await given(driver, secure, wrong))).toEqual({
          error: expect.stringMatching(/security_exception|401|unable to authenticate/),
        })
      })

      test.skipIf(not !== '' || noIpv6 !== '')(
        `connects to an IPv6 address${not || noIpv6}`,
        async () => {
          const more = { mode: 'external', external: { host: '::1' } }
          expect(await ask(driver, await given(driver, '::1', { ca: trusted, more }))).toEqual(seen)
        },
      )

      test.skipIf(not !== '')(`refuses a server whose CA is another${not}`, async () => {
        expect(await ask(driver, await given(driver, secure, { ca: other }))).toEqual({
          error: expect.stringMatching(/certificate/i),
        })
      })

      test.skipIf(not !== '')(`refuses a server whose name is another${not}`, async () => {
        expect(await ask(driver, await given(driver, misnamed, { ca: trusted }))).toEqual({
          error: expect.stringMatching(/certificate|hostname|altnames/i),
        })
      })
    })
  })
}

interface Given {
  readonly password?: string
  readonly ca?: Authority
  readonly more?: Values
}

/** Elasticsearch deletes indices by their names alone. */
async function removeIndices(server: string, pattern: string): Promise<void> {
  const found = await fetch(`${server}/_cat/indices/${pattern}?format=json&h=index`)
  const indices = (await found.json()) as readonly { readonly index: string }[] // as asked
  for (const { index } of indices) {
    const { status } = await fetch(`${server}/${index}`, { method: 'DELETE' })
    expect(status).toBe(200)
  }
}
