import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { database, postgresql, service } from 'chartwright'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered, the } from '../components/rendered.ts'
import { brokenPodRules } from '../components/pod-rules.ts'
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
import { postgresqlPrograms, provision, type Server, startServer } from './postgresql-server.ts'
import { kill, run, type Running } from './process.ts'
import { whyNot } from './programs.ts'

const components = {
  orders: service({ image: 'shop/orders', port: 8080, uses: [database('postgresql')] }),
  postgresql: postgresql({ exporter: true }),
}

const objects = rendered(components, 'postgresql', exporterValues)
const pod = the<IStatefulSet>(objects, 'StatefulSet').spec?.template.spec
const [sidecar] = pod?.initContainers ?? []

it('runs in a pod that is safe as every pod must be', () => {
  expect(brokenPodRules(pod)).toEqual([])
})

it.skipIf(noExporters !== '')(`has the version of its image${noExporters}`, () => {
  expect(sidecar?.image).toBe(
    `quay.io/prometheuscommunity/postgres-exporter:v${exporterVersion('postgres-exporter')}`,
  )
})

const reason = whyNot(postgresqlPrograms) || noExporters

describe.skipIf(reason !== '')(
  `the exporter of PostgreSQL as its rendered objects say${reason}`,
  () => {
    let root: string
    let server: Server
    let exporter: Running
    let metricsPort: number

    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), 'pg-')) // short: the path of a socket has 107 characters at most
      const [port = 0, metrics = 0] = await freePorts(2)
      metricsPort = metrics
      server = await startServer(objects, root, port)
      exporter = await startExporter('postgres-exporter', {
        pod,
        objects,
        root,
        port: metricsPort,
        environment: { PGPORT: String(port) },
      })
    }, 300_000)

    afterAll(async () => {
      for (const running of [exporter, server?.running]) if (running) await kill(running)
      rmSync(root, { recursive: true, force: true })
    })

    const sql = (user: string, password: string, statement: string, PGDATABASE = 'postgres') =>
      run(
        ['psql', '-XAtc', statement],
        server.at({ PGHOST: 'localhost', PGUSER: user, PGPASSWORD: password, PGDATABASE }),
      )

    it('says that it cannot log in before it is provisioned', async () => {
      expect((await metricsAt(metricsPort)).get('pg_up')).toBe(0)
    })

    it('tells how the server and each database are, once it is provisioned', async () => {
      expect(await provision(objects, root, server)).toMatchObject({ code: 0 })
      expect(await provision(objects, root, server)).toMatchObject({ code: 0 }) // and again
      const metrics = await metricsAt(metricsPort)
      expect(metrics.get('pg_up')).toBe(1)
      expect(metrics.get('pg_exporter_last_scrape_error')).toBe(0)
      expect(metrics.get('pg_database_size_bytes{datname="orders"}')).toBeGreaterThan(1_000_000)
      expect([...metrics.keys()].filter((name) => name.startsWith('pg_')).length).toBeGreaterThan(
        100,
      )
    })

    it('prints the metrics that rules and dashboards may name', async () => {
      await sql('postgres', 'root', 'CREATE TABLE IF NOT EXISTS secrets (a int)')
      await expectMetrics('postgres-exporter', await pageAt(metricsPort))
    })

    it('misses no right for that', async () => {
      const metrics = [...(await metricsAt(metricsPort))]
      const failed = metrics.filter(
        ([name, is]) => name.startsWith('pg_scrape_collector_success') && is !== 1,
      )
      expect(failed).toEqual([])
      await kill(exporter)
      expect((await exporter.ended).output).not.toContain('permission denied')
    })

    it.each([
      ['make a table', 'CREATE TABLE t (a int)'],
      ['make a temporary table', 'CREATE TEMP TABLE t (a int)'],
      ['make a role', 'CREATE ROLE other'],
      ['read passwords', 'SELECT * FROM pg_authid'],
      ['read a table', 'SELECT * FROM secrets'],
      ['read a file', "SELECT pg_read_file('PG_VERSION')"],
      [
        'end a session',
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $$postgres$$',
      ],
      ['become another', 'SET ROLE orders'],
    ])('may not %s', async (_, statement) => {
      await sql('postgres', 'root', 'CREATE TABLE IF NOT EXISTS secrets (a int)')
      const { code, output } = await sql('exporter', exporterPassword, statement)
      expect({ code, output }).toEqual({
        code: 1,
        output: expect.stringMatching(/permission denied/) as string,
      })
    })

    it('may not come to the database of a client', async () => {
      expect(await sql('exporter', exporterPassword, 'SELECT 1', 'orders')).toMatchObject({
        output: expect.stringContaining('permission denied for database "orders"') as string,
      })
    })
  },
)
