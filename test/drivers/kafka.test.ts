import { afterAll, beforeAll, describe, expect } from 'vitest'
import { kafka } from 'chartwright'
import { rendered } from '../components/rendered.ts'
import { type Brokers, makeBrokers } from './kafka-brokers.ts'
import { clients, kafkaCases, nodes, topics, values } from './kafka-cases.ts'
import { toolchain } from './toolchains.ts'

const java = await toolchain('kafka')
const reason = 'reason' in java ? ` (${java.reason})` : ''
if (reason !== '' && process.env['CI'] !== undefined) throw new Error(`Kafka cannot run${reason}`)

describe.skipIf(reason !== '')(`Kafka 4.4.0 as its rendered objects say${reason}`, () => {
  let brokers: Brokers

  beforeAll(async () => {
    if ('reason' in java) return
    const components = { ...clients, kafka: kafka({ topics }) }
    const objects = rendered(components, 'kafka', values)
    brokers = makeBrokers(objects, java.command, { network: '127.0.77' })
    await Promise.all(nodes.map((node) => brokers.start(node)))
    await Promise.all(nodes.map((node) => brokers.inSync(node)))
    expect(await brokers.provision()).toMatchObject({ code: 0 })
  }, 300_000)

  afterAll(() => brokers?.end())

  kafkaCases(() => brokers)
})
