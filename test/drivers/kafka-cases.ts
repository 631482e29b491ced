import { expect, it } from 'vitest'
import { publish, service, subscribe } from 'chartwright'
import { everyCharacter } from './every-character.ts'
import type { Brokers, Login } from './kafka-brokers.ts'

const app = (...uses: readonly ReturnType<typeof publish>[]) =>
  service({ image: 'shop/app', port: 8080, uses })

/** The clients of a cluster whose topics are these. */
export const clients = {
  orders: app(publish('kafka', ['app-events'])),
  mailer: app(
    subscribe('kafka', ['app-events'], { group: 'mailer' }),
    publish('kafka', ['notices']),
  ),
  audit: app(publish('kafka', ['audit-log']), subscribe('kafka', ['audit-log'])),
} as const

export const topics = {
  'app-events': { partitions: 3 },
  notices: {},
  'audit-log': { partitions: 1 },
} as const

/** Of each client; that of audit has every printable character. */
export const passwords = {
  orders: `it's "quoted" \\ 100% [a],=#;$(x) \`y\``,
  mailer: 'mailer',
  audit: `${everyCharacter.trimStart()} x`, // librdkafka trims: findings/librdkafka-leading-blank.sh
  exporter: 'look "only"',
}
/** Passwords of the cluster and of its clients. */
export const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'administrator', nodePassword: 'abcdefghijklmnopqrstuvwx' },
  clients: {
    orders: { password: passwords.orders },
    mailer: { password: passwords.mailer },
    audit: { password: passwords.audit },
  },
  exporter: { password: passwords.exporter },
}
const orders: Login = { user: 'orders', password: passwords.orders }
const mailer: Login = { user: 'mailer', password: passwords.mailer }

const exporter: Login = { user: 'exporter', password: passwords.exporter }

/** The nodes of the cluster. */
export const nodes = [0, 1, 2] as const

/** What holds of a cluster with three nodes, wherever it keeps its metadata. */
export function kafkaCases(brokers: () => Brokers): void {
  const described = async (): Promise<readonly string[]> => {
    const topics = await brokers().tool('kafka-topics', 'node', '--describe')
    const rights = await brokers().tool('kafka-acls', 'node', '--list')
    return [topics, rights].map(({ output }) => lines(output).toSorted().join('\n'))
  }

  /** How many messages a topic has. */
  const size = async (topic: string): Promise<number> => {
    const { output } = await brokers().tool('kafka-get-offsets', 'node', '--topic', topic)
    const ends = [...output.matchAll(new RegExp(`^${topic}:\\d+:(\\d+)$`, 'gm'))]
    return ends.reduce((sum, [, end]) => sum + Number(end), 0)
  }

  /** So many messages of a topic, from its beginning: it need not wait for more. */
  const read = async (
    login: Login,
    topic: string,
    group: string,
    messages: number,
  ): Promise<string> => {
    const from = ['--from-beginning', '--topic', topic, '--group', group]
    const until = ['--max-messages', String(messages), '--timeout-ms', '25000']
    return (await brokers().tool('kafka-console-consumer', login, ...from, ...until)).output
  }

  const write = (login: Login, topic: string, messages: number) =>
    brokers().tool(
      'kafka-verifiable-producer',
      login,
      '--topic',
      topic,
      '--max-messages',
      String(messages),
      '--acks',
      '-1',
    )

  it('has the topics of the model, on all three nodes', async () => {
    const [topics = ''] = await described()
    expect(topics).toMatch(/Topic: app-events\t.*PartitionCount: 3\tReplicationFactor: 3/)
    expect(topics).toMatch(
      /Topic: notices\t.*ReplicationFactor: 3\tConfigs: .*min.insync.replicas=2/,
    )
  })

  it('is the same when it is provisioned again', { timeout: 180_000 }, async () => {
    const before = await described()
    expect(await brokers().provision()).toMatchObject({ code: 0 })
    expect(await described()).toEqual(before)
  })

  it('lets a client into its own topics and groups alone', { timeout: 180_000 }, async () => {
    expect((await write(orders, 'app-events', 10)).output).toContain('"acked":10')
    expect((await write(orders, 'notices', 1)).output).toMatch(/Not authorized to access topics/)
    expect(await read(mailer, 'app-events', 'mailer', 10)).toMatch(/^9$/m)
    expect(await read(mailer, 'app-events', 'other', 1)).toMatch(
      /Not authorized to access group: other/,
    )
    expect(await read(orders, 'app-events', 'orders', 1)).toMatch(/Not authorized/)
  })

  it('lets its exporter look, and do nothing else', { timeout: 180_000 }, async () => {
    const { output: groups } = await brokers().tool(
      'kafka-consumer-groups',
      exporter,
      '--describe',
      '--all-groups',
    )
    expect(groups).toMatch(/^mailer +app-events +\d+ +\d+ +\d+ +0 /m) // nothing behind
    const { output: offsets } = await brokers().tool(
      'kafka-get-offsets',
      exporter,
      '--topic',
      'notices',
    )
    expect(offsets).toMatch(/^notices:0:\d+$/m)
    expect((await write(exporter, 'app-events', 1)).output).toMatch(/Not authorized/)
    expect(await read(exporter, 'app-events', 'mailer', 1)).toMatch(/Not authorized/)
  })

  it('refuses a wrong password', async () => {
    const wrong = { user: 'orders', password: 'wrong' }
    const { output } = await brokers().tool('kafka-topics', wrong, '--list')
    expect(output).toMatch(/Authentication failed during authentication due to invalid credentials/)
  })

  it(
    'loses no acknowledged message while a node crashes and the others are restarted',
    { timeout: 420_000 },
    async () => {
      const options = ['--topic', 'app-events', '--throughput', '50', '--acks', '-1']
      const producer = brokers().startTool('kafka-verifiable-producer', orders, ...options)
      await brokers().crash(1)
      await brokers().start(1)
      await brokers().inSync(1)
      for (const node of [2, 0]) {
        await brokers().stop(node)
        await brokers().start(node)
        await brokers().inSync(node)
      }
      producer.process.kill('SIGTERM')
      const acknowledged = acknowledgedIn((await producer.ended).output)
      expect(acknowledged.length).toBeGreaterThan(500)
      const unread = (await size('app-events')) - 10 // this group has read those of the test above
      const found = await read(mailer, 'app-events', 'mailer', unread)
      const kept = new Set(found.split('\n'))
      expect(acknowledged.filter((value) => !kept.has(value))).toEqual([])
    },
  )
}

/** What a tool says, without its log. */
const lines = (output: string): readonly string[] =>
  output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('['))

/** The values that the cluster said it has. */
function acknowledgedIn(output: string): readonly string[] {
  return output.split('\n').flatMap((line) => {
    const sent = /"name":"producer_send_success".*"value":"(\d+)"/.exec(line)
    return sent?.[1] ?? []
  })
}
