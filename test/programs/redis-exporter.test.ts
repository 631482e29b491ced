import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cache, redis, service } from 'chartwright'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered, the } from '../components/rendered.ts'
import {
  exporterPassword,
  exporterValues,
  exporterVersion,
  metricsAt,
  noExporters,
  pageAt,
  startExporter,
} from './exporters.ts'
import { expectMetrics } from './metric-names.ts'
import { kill, own, type Running } from './process.ts'
import { whyNot } from './programs.ts'
import { redisPrograms, type RedisServer, startRedis, untilReady } from './redis-server.ts'

const components = {
  orders: service({ image: 'shop/orders', port: 8080, uses: [cache('redis')] }),
  redis: redis({ exporter: true }),
}

const objects = rendered(components, 'redis', exporterValues)
const pod = the<IDeployment>(objects, 'Deployment').spec?.template.spec

it.skipIf(noExporters !== '')(`has the version of its image${noExporters}`, () => {
  expect(pod?.initContainers?.[0]?.image).toBe(
    `docker.io/oliver006/redis_exporter:v${exporterVersion('redis-exporter')}`,
  )
})

const reason = whyNot(redisPrograms) || noExporters

describe.skipIf(reason !== '')(`the exporter of Redis as its rendered objects say${reason}`, () => {
  let root: string
  let server: RedisServer
  let exporter: Running
  let metricsPort: number

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'rd-')) // short: the path of a socket has 107 characters at most
    ;[metricsPort = 0] = await freePorts(1)
    for (const directory of ['', 'run/redis-exporter']) own(join(root, directory))
    exporter = await startExporter('redis-exporter', { pod, objects, root, port: metricsPort })
  }, 300_000)

  afterAll(async () => {
    for (const running of [exporter, server?.running]) if (running) await kill(running)
    rmSync(root, { recursive: true, force: true })
  })

  const cli = async (...args: readonly string[]): Promise<string> =>
    (await server.run(['redis-cli', ...args])).output
  const admin = (...args: readonly string[]): Promise<string> => cli('--user', 'admin', ...args)

  it('says that the server is not there before it is', async () => {
    expect((await metricsAt(metricsPort)).get('redis_up')).toBe(0)
  })

  it('tells how the server is', async () => {
    const [port = 0] = await freePorts(1)
    server = startRedis(objects, root, port)
    await untilReady(server)
    const metrics = await metricsAt(metricsPort)
    expect(metrics.get('redis_up')).toBe(1)
    expect(metrics.get('redis_exporter_last_scrape_error{err=""}')).toBe(0)
    expect(metrics.get('redis_memory_max_bytes')).toBeGreaterThan(1_000_000)
    expect([...metrics.keys()].length).toBeGreaterThan(100)
  })

  it('prints the metrics that rules and dashboards may name', async () => {
    await admin('SET', 'key', 'value')
    await metricsAt(metricsPort)
    await expectMetrics('redis-exporter', await pageAt(metricsPort))
  })

  it('is refused nothing that it asks for, and may do nothing that it does not ask for', async () => {
    await metricsAt(metricsPort)
    expect(await admin('ACL', 'LOG')).toBe('\n')
    const asked = (await admin('INFO', 'commandstats')).match(/(?<=cmdstat_)[^:]+/g) ?? []
    const rights = (await admin('ACL', 'GETUSER', 'exporter')).match(/(?<=\+)\S+/g) ?? []
    expect(rights).toHaveLength(6)
    expect(asked).toEqual(expect.arrayContaining(rights))
  })

  it.each([
    ['GET', 'key'],
    ['SET', 'key', 'value'],
    ['KEYS', '*'],
    ['SCAN', '0'],
    ['CONFIG', 'GET', '*'],
    ['CLIENT', 'LIST'],
    ['CLIENT', 'KILL', 'TYPE', 'normal'],
    ['SLOWLOG', 'RESET'],
    ['LATENCY', 'RESET'],
    ['ACL', 'LIST'],
    ['MONITOR'],
    ['SHUTDOWN'],
    ['EVAL', 'return 1', '0'],
    ['PUBLISH', 'a', 'b'],
  ])('may not %s', async (...command) => {
    const { output } = await server.run([
      'sh',
      '-c',
      'export REDISCLI_AUTH="$1" && shift && exec redis-cli --user exporter "$@"',
      'sh',
      exporterPassword,
      ...command,
    ])
    expect(output).toMatch(/^NOPERM/)
  })

  it('has a user that is not let in without its password', async () => {
    expect(await cli('--user', 'exporter', 'INFO')).toMatch(/WRONGPASS/)
  })
})
