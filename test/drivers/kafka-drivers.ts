import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kafka, publish, service, subscribe } from 'chartwright'
import type { Variables } from '../../src/platform/connection-parts.ts'
import type { Values } from '../../src/values/value.ts'
import { atService } from '../programs/at-service.ts'
import { noIpv6 } from '../programs/ipv6.ts'
import { type Authority, tlsSecret } from './authority.ts'
import { ask, type Driver, whyNotDriver } from './clients.ts'
import { passwords, topics, values } from './kafka-cases.ts'
import { renderedEnvironment } from './rendered-environment.ts'
import { serveAt, type Service } from './service-proxy.ts'

/** A driver with the form that docs/connections.md gives it, the same with TLS and without. */
interface KafkaDriver extends Driver {
  readonly env: Variables
  /** What it says of an IPv6 address, where it cannot connect to one. */
  readonly noIpv6?: string
}

const usual = {
  KAFKA_BROKERS: '{brokers}',
  KAFKA_SECURITY_PROTOCOL: '{security-protocol}',
  KAFKA_SASL_MECHANISM: '{sasl-mechanism}',
  KAFKA_USERNAME: '{username}',
  KAFKA_PASSWORD: '{password}',
} as const

const drivers: readonly KafkaDriver[] = [
  {
    name: 'kafkajs',
    language: 'node',
    env: { ...usual, NODE_EXTRA_CA_CERTS: '{ca-file}' },
    noIpv6: 'getaddrinfo ENOTFOUND [', // findings/kafkajs-ipv6-broker.sh
  },
  { name: 'franz-go', language: 'go', env: { ...usual, SSL_CERT_FILE: '{ca-file}' } },
  { name: 'confluent-kafka', language: 'python', env: { ...usual, KAFKA_CA_FILE: '{ca-file}' } },
  { name: 'kafka-clients', language: 'java', env: { ...usual, KAFKA_CA_FILE: '{ca-file}' } },
]

const platform = (env: Variables) => ({
  audit: service({
    image: 'shop/audit',
    port: 8080,
    uses: [publish('kafka', ['audit-log'], { env }), subscribe('kafka', ['audit-log'], { env })],
  }),
  kafka: kafka({ topics: { 'audit-log': topics['audit-log'] } }),
})

/** Where a cluster is that the drivers connect to, and who has signed its certificates, where it has TLS. */
export interface Cluster {
  readonly root: string
  /** Address of a node. */
  readonly address: string
  /** An address of the same network that leads to it, and that no certificate is for. */
  readonly elsewhere: string
  readonly trusted?: Authority
  readonly other?: Authority
}

/** What each driver does at a cluster that has the clients and topics of the cases. */
export function kafkaDrivers(how: string, cluster: () => Cluster): void {
  const tls = how === 'with TLS'
  describe(`for clients ${how}`, () => {
    const services: Service[] = []

    beforeAll(async () => {
      const { address, elsewhere } = cluster()
      for (const host of [elsewhere, ...(noIpv6 === '' ? ['::1'] : [])])
        services.push(await serveAt({ host, port: 9092 }, [address]))
    })
    afterAll(() => Promise.all(services.map((one) => one.close())))

    /** The environment of a client with these values. */
    async function given(
      { env }: KafkaDriver,
      more: Values = {},
      { host = cluster().address, ca = cluster().trusted, secure = tls } = {},
    ): Promise<Record<string, string>> {
      const objects = ca ? [tlsSecret('kafka', await ca('DNS:shop-kafka'))] : []
      const files = { root: mkdtempSync(join(cluster().root, 'client-')), objects }
      const all: Values = {
        ...values,
        global: { ...values.global, tls: { kafka: { enabled: secure } } },
        clients: { audit: { password: passwords.audit } },
        ...more,
      }
      const environment = renderedEnvironment(platform(env), 'kafka', all, files, 'audit')
      const here = atService(environment, { service: 'shop-kafka', port: 9092, here: 9092 }, host)
      return { ...here, TOPIC: 'audit-log', TOPIC_OF_ANOTHER: 'app-events' }
    }

    describe.each(drivers)('$name', (driver) => {
      const not = whyNotDriver(driver)
      const seen = {
        seen: {
          found: true,
          refused: expect.stringMatching(/not.authorized|authorization failed/i),
        },
      }

      test.skipIf(not !== '')(
        `publishes and gets, with every printable character in its password, and is kept out of another topic${not}`,
        async () => {
          expect(await ask(driver, await given(driver))).toEqual(seen)
        },
      )

      test.skipIf(not !== '')(`is refused with a wrong password${not}`, async () => {
        const wrong = { clients: { audit: { password: `${passwords.audit}x` } } }
        expect(await ask(driver, await given(driver, wrong))).toEqual({
          error: expect.stringMatching(/authentication failed/i),
        })
      })

      test.skipIf(not !== '' || noIpv6 !== '')(
        `${driver.noIpv6 ? 'cannot begin' : 'begins'} at an IPv6 address${not || noIpv6}`,
        async () => {
          const external = { mode: 'external', external: { host: '::1' } }
          expect(await ask(driver, await given(driver, external))).toEqual(
            driver.noIpv6 ? { error: expect.stringContaining(driver.noIpv6) } : seen,
          )
        },
      )

      if (!tls) return

      test.skipIf(not !== '')(`refuses a cluster whose CA is another${not}`, async () => {
        expect(await ask(driver, await given(driver, {}, { ca: cluster().other }))).toEqual({
          error: expect.stringMatching(/certificat|PKIX/i),
        })
      })

      test.skipIf(not !== '')(`refuses a node whose name is another${not}`, async () => {
        const host = cluster().elsewhere
        expect(await ask(driver, await given(driver, {}, { host }))).toEqual({
          error: expect.stringMatching(/certificate|hostname|altnames|alternative names/i),
        })
      })
    })

    if (!tls) return
    const [first] = drivers.filter((driver) => whyNotDriver(driver) === '')

    test.skipIf(first === undefined)('nobody gets in without TLS', async () => {
      if (!first) return
      expect(await ask(first, await given(first, {}, { secure: false }))).toEqual({
        error: expect.stringMatching(/./), // each driver has words of its own for a connection that ends
      })
    })
  })
}
