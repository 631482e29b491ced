import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensemble, service, zookeeper } from 'chartwright'
import { setTimeout as pause } from 'node:timers/promises'
import { zookeeperConnection } from '../../src/components/zookeeper/connection.ts'
import { zookeeperImage } from '../../src/components/zookeeper/image.ts'
import { rendered } from '../components/rendered.ts'
import { expectMetrics } from '../programs/metric-names.ts'
import { kill } from '../programs/process.ts'
import { toolchain } from './toolchains.ts'
import { type Login, makeServers, type Servers } from './zookeeper-servers.ts'

const app = service({ image: 'shop/app', port: 8080, uses: [ensemble('zookeeper')] })

const components = { orders: app, mailer: app, zookeeper: zookeeper({ metrics: true }) }

const orders: Login = { user: 'orders', password: `it's "quoted" \\ 100% [a],=#;$(x) \`y\`` }
const mailer: Login = { user: 'mailer', password: 'mailer' }
const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'administrator', quorumPassword: 'abcdefghijklmnopqrstuvwx' },
  clients: { orders: { password: orders.password }, mailer: { password: mailer.password } },
}

const point = { store: 'zookeeper', client: 'orders' }

const java = await toolchain('zookeeper')
const reason = 'reason' in java ? ` (${java.reason})` : ''
if (reason !== '' && process.env['CI'] !== undefined)
  throw new Error(`ZooKeeper cannot run${reason}`)

describe.skipIf(reason !== '')(`ZooKeeper 3.9.5 as its rendered objects say${reason}`, () => {
  let servers: Servers
  const all = [0, 1, 2]
  const command = 'reason' in java ? [] : java.command

  beforeAll(async () => {
    servers = makeServers(rendered(components, 'zookeeper', values), command, '127.0.78')
    for (const one of all) servers.start(one)
    await Promise.all(all.map((one) => servers.ready(one)))
  }, 120_000)

  afterAll(() => servers?.end())

  const modes = async (): Promise<readonly string[]> => {
    const answers = await Promise.all(all.map((one) => servers.ask(one, 'srvr')))
    return answers.map((answer) => /^Mode: (.*)$/m.exec(answer)?.[1] ?? '').toSorted()
  }

  it('is an ensemble of one leader and two followers', async () => {
    expect(await modes()).toEqual(['follower', 'follower', 'leader'])
  })

  it('prints the metrics that rules and dashboards may name', async () => {
    const pages = all.map(async (one) =>
      (await fetch(`http://${servers.address(one)}:7000/metrics`)).text(),
    )
    await expectMetrics('zookeeper', ...(await Promise.all(pages)))
  })

  it('answers the words of the probes alone', async () => {
    expect(await servers.ask(0, 'ruok')).toBe('imok')
    expect(await servers.ask(0, 'conf')).toMatch(/not in the whitelist/)
    expect(await servers.ask(0, 'dump')).toMatch(/not in the whitelist/)
  })

  it('lets in a user with the right password, and keeps what is theirs', async () => {
    const created = await servers.shell(orders, 'create', '/orders', 'x', 'sasl:orders:cdrwa')
    expect(created.output).toContain('Created /orders')
    expect((await servers.shell(mailer, 'get', '/orders')).output).toMatch(
      /Insufficient permission/,
    )
    expect(
      (await servers.shell({ user: 'admin', password: 'administrator' }, 'get', '/orders')).output,
    ).toMatch(/^x$/m)
  })

  it('refuses a wrong password, and whoever shows none', async () => {
    const wrong = await servers.shell({ ...orders, password: 'wrong' }, 'ls', '/')
    expect(wrong.output).toMatch(/AuthFailed|authentication failed/i)
    const nobody = await servers.shell(undefined, 'ls', '/')
    expect(nobody.output).toMatch(/SessionClosedRequireAuth|ConnectionLoss|Session closed/)
  })

  it('lets a client wait until it is let in', { timeout: 60_000 }, async () => {
    const wait = zookeeperConnection.wait?.(point, { image: zookeeperImage })
    const environment = {
      ZOOKEEPER_HOST: servers.address(1),
      ZOOKEEPER_PORT: '2181',
      ZOOKEEPER_USERNAME: 'orders',
      ZOOKEEPER_PASSWORD: orders.password,
    }
    const right = servers.client(wait?.command ?? [], environment)
    const wrong = servers.client(wait?.command ?? [], { ...environment, ZOOKEEPER_PASSWORD: 'x' })
    expect(await right.ended).toMatchObject({ code: 0, output: '' })
    await pause(4000)
    expect(wrong.process.exitCode).toBeNull()
    await kill(wrong)
  })

  it('refuses a server that does not know the password of the others', async () => {
    const file = `${servers.root}/2/run/secrets/zookeeper/_member`
    await servers.stop(2)
    writeFileSync(file, 'another')
    servers.start(2)
    await pause(6000)
    expect(await servers.ask(2, 'srvr')).toMatch(/not currently serving requests/)
    expect(await servers.ask(2, 'ruok')).toBe('imok')
    await servers.stop(2)
    writeFileSync(file, values.auth.quorumPassword)
    servers.start(2)
    await servers.ready(2)
  })

  it('keeps what it has while servers crash and are restarted', { timeout: 120_000 }, async () => {
    await servers.crash(1)
    servers.start(1)
    await servers.ready(1)
    for (const one of [2, 1, 0]) {
      await servers.stop(one)
      servers.start(one)
      await servers.ready(one)
    }
    expect(await modes()).toEqual(['follower', 'follower', 'leader'])
    expect((await servers.shell(orders, 'get', '/orders')).output).toMatch(/^x$/m)
  })
})

describe.skipIf(reason !== '')('The size of an ensemble', () => {
  it('stays, and one that runs alone keeps its data', { timeout: 90_000 }, async () => {
    const command = 'reason' in java ? [] : java.command
    const of = (replicas: number): Servers =>
      makeServers(rendered(components, 'zookeeper', { ...values, replicas }), command, '127.0.80')
    const [one, three] = [of(1), of(3)]
    try {
      one.start(0)
      await one.ready(0)
      expect(await one.ask(0, 'srvr')).toMatch(/^Mode: standalone$/m)
      three.start(1)
      expect(await three.ended(1)).toMatchObject({
        code: 1,
        output: expect.stringContaining('server 0 runs alone with its data'),
      })
      await one.stop(0)
      writeFileSync(`${one.root}/0/data/servers`, '3\n')
      one.start(0)
      expect(await one.ended(0)).toMatchObject({
        code: 1,
        output: expect.stringContaining('this ensemble was founded with 3 servers'),
      })
    } finally {
      await Promise.all([one.end(), three.end()])
    }
  })
})
