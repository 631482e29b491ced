import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kafka } from 'chartwright'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { pageAt } from '../programs/exporters.ts'
import { environmentOf } from '../programs/local-container.ts'
import { expectMetrics } from '../programs/metric-names.ts'
import { accepts } from '../programs/probes.ts'
import { start } from '../programs/process.ts'
import { type Authority, authority, tlsSecret } from './authority.ts'
import { type Brokers, makeBrokers } from './kafka-brokers.ts'
import { clients, kafkaCases, nodes, topics, values } from './kafka-cases.ts'
import { kafkaDrivers } from './kafka-drivers.ts'
import { toolchain } from './toolchains.ts'

const java = await toolchain('kafka')
const reason = 'reason' in java ? ` (${java.reason})` : ''
if (reason !== '' && process.env['CI'] !== undefined) throw new Error(`Kafka cannot run${reason}`)

const noExporter = missingExporter()

const components = { ...clients, kafka: kafka({ topics, exporter: true }) }
const network = '127.0.77'
/** The nodes are called by their addresses here. */
const names = [...nodes.map((node) => `IP:${network}.${node + 1}`), 'IP:::1']

/** At first one node without TLS. */
const small = {
  ...values,
  replicas: 1,
  extraConfig: { 'group.initial.rebalance.delay.ms': '0' },
}
const one = rendered(components, 'kafka', small)
const large = {
  ...small,
  replicas: 3,
  global: { ...values.global, tls: { kafka: { enabled: true } } },
}

describe.skipIf(reason !== '')(`Kafka 4.4.0 as its rendered objects say${reason}`, () => {
  const root = mkdtempSync(join(tmpdir(), 'kafka-clients-'))
  let brokers: Brokers
  let trusted: Authority
  let other: Authority
  const place = { root, address: `${network}.1`, elsewhere: `${network}.100` }

  beforeAll(async () => {
    if ('reason' in java) return
    trusted = await authority(root, 'own')
    other = await authority(root, 'other')
    brokers = makeBrokers(one, java.command, { network })
    await brokers.start(0)
    await brokers.inSync(0)
    expect(await brokers.provision()).toMatchObject({ code: 0 })
  }, 300_000)

  afterAll(async () => {
    await brokers?.end()
    rmSync(root, { recursive: true })
  })

  kafkaDrivers('without TLS', () => place)

  it.skipIf(noExporter !== '')(
    `has an exporter that prints the metrics of rules and dashboards${noExporter}`,
    async () => {
      const pod = the<IStatefulSet>(one, 'StatefulSet').spec?.template.spec
      const [container] = pod?.initContainers ?? []
      const [port = 0] = await freePorts(1)
      const args = (container?.args ?? []).map((arg) =>
        arg.replace(/^--kafka.server=.*/, '--kafka.server=127.0.77.1:9092'),
      )
      const [shell = '', ...command] = container?.command ?? []
      const program = command.map((word) =>
        word.replaceAll('/bin/kafka_exporter', 'kafka_exporter'),
      )
      const running = start(
        [shell, ...program, ...args, `--web.listen-address=127.0.0.1:${port}`],
        { PATH: process.env['PATH'] ?? '', ...environmentOf(container?.env ?? [], one) },
        process.getuid?.(),
      )
      try {
        await expect.poll(() => accepts(port), { timeout: 50_000 }).toBe(true)
        await expectMetrics('kafka-exporter', await pageAt(port))
      } finally {
        running.process.kill('SIGTERM')
      }
      expect((await running.ended).code).toBe(0)
    },
  )

  it('grows to three nodes, with TLS', { timeout: 300_000 }, async () => {
    const objects: readonly Manifest[] = [
      ...rendered(components, 'kafka', large),
      tlsSecret('kafka', await trusted(...names)),
    ]
    await brokers.stop(0)
    brokers.lay(objects)
    await Promise.all(nodes.map((node) => brokers.start(node)))
    await Promise.all(nodes.map((node) => brokers.inSync(node)))
    expect(await brokers.provision()).toMatchObject({ code: 0 })
  })

  kafkaDrivers('with TLS', () => ({ ...place, trusted, other }))

  kafkaCases(() => brokers)
})

/** The exporter is in no registry that these tests may use: whoever has it on the PATH runs it. */
function missingExporter(): string {
  const found = (process.env['PATH'] ?? '')
    .split(':')
    .some((one) => existsSync(join(one, 'kafka_exporter')))
  return found ? '' : ' (not run: kafka_exporter 1.9.0 is not on the PATH)'
}
