import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeDefaultChart } from '../chart/default-chart.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { openByUrl } from './amqp.ts'
import { environmentOf } from './local-container.ts'
import * as postgresql from './postgresql-server.ts'
import { kill, own, run, type Running } from './process.ts'
import { type ProfileObjects, profileObjects } from './profile-objects.ts'
import { whyNot } from './programs.ts'
import * as rabbitmq from './rabbitmq-cluster.ts'
import { redisPrograms, startRedis, untilReady } from './redis-server.ts'

type Environment = Record<string, string>

const folder = writeDefaultChart()

describe('the stores of the profile dev, as Helm renders them, know their clients by', () => {
  let dev: ProfileObjects
  let root: string
  const running: Running[] = []

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'dev-')) // short: the path of a socket has 107 characters at most
    own(root)
    dev = await profileObjects(folder, 'dev')
  })

  afterAll(async () => {
    for (const one of running.toReversed()) await kill(one)
    rmSync(root, { recursive: true, force: true })
  })

  /** What the container of a service is given. */
  const environment = (service: string): Environment => ({
    ...environmentOf(dev.container(service).env ?? [], dev.all),
  })

  const noPostgresql = whyNot(postgresql.postgresqlPrograms)
  it.skipIf(noPostgresql !== '')(`DATABASE_URL${noPostgresql}`, async () => {
    const objects = dev.of('postgresql')
    const [port = 0] = await freePorts(1)
    const own = join(root, 'pg')
    const server = await postgresql.startServer(objects, own, port)
    running.push(server.running)
    expect(await postgresql.provision(objects, own, server)).toMatchObject({ code: 0 })
    for (const service of ['catalog', 'orders', 'inventory', 'users']) {
      const client = server.at(environment(service))
      const query = "SELECT current_user || ' in ' || current_database()"
      const { output } = await run(['psql', '-XAtc', query, client['DATABASE_URL'] ?? ''], client)
      expect(output).toBe(`${service} in ${service}\n`)
    }
  })

  const noRedis = whyNot(redisPrograms)
  it.skipIf(noRedis !== '')(`REDIS_URL${noRedis}`, async () => {
    const [port = 0] = await freePorts(1)
    const server = startRedis(dev.of('redis'), join(root, 'redis'), port)
    running.push(server.running)
    await untilReady(server)
    for (const service of ['catalog', 'cart']) {
      const client = server.at(environment(service))
      const ask = ['redis-cli', '--no-auth-warning', '-u', client['REDIS_URL'] ?? '']
      expect((await run([...ask, 'ACL', 'WHOAMI'], client)).output).toBe(`${service}\n`)
    }
  })

  const noRabbitmq = whyNot(rabbitmq.rabbitmqPrograms)
  it.skipIf(noRabbitmq !== '')(`RABBITMQ_URL${noRabbitmq}`, { timeout: 180_000 }, async () => {
    const objects = dev.of('rabbitmq')
    const cluster = await rabbitmq.makeCluster(objects, join(root, 'rabbitmq'))
    running.push(cluster.epmd)
    const node = rabbitmq.startNode(cluster, 0)
    running.push(node.running)
    await rabbitmq.untilReady(node)
    expect(await rabbitmq.provision(cluster, objects)).toMatchObject({ code: 0 })
    for (const service of ['catalog', 'cart', 'orders', 'payments', 'inventory', 'users']) {
      const url = node.at(environment(service))['RABBITMQ_URL'] ?? ''
      expect(url).toMatch(/\/events$/)
      expect(await openByUrl(url)).toBe('open')
    }
    expect(await node.run(node.container.lifecycle?.preStop?.exec?.command ?? [])).toMatchObject({
      code: 0,
    })
    node.running.process.kill('SIGTERM')
    expect(await node.running.ended).toMatchObject({ code: 0 })
  })
})
