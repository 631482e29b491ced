import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { describe, expect, it } from 'vitest'
import { database, postgresql, service, withFiles } from 'chartwright'
import { generate } from '../../../chart/generate.ts'
import { ChartError, type Problem } from '../../../errors/chart-error.ts'
import { waitsFor } from '../../../platform/connections.ts'
import type { Components } from '../../../platform/define-platform.ts'
import type { Values } from '../../../values/value.ts'
import { identity } from '../../../../test/default-project.ts'
import { contextOf, rendered, the } from '../../../../test/components/rendered.ts'
import { temporaryFolder } from '../../../../test/temporary-folder.ts'
import type { SqlOptions } from './model.ts'

type Files = Readonly<Record<string, string>>

const app = () =>
  service({ image: 'shop/app', port: 8080, uses: [database('db', { waitFor: true })] })

const unread = (sql: unknown): Components => ({
  'user-profiles': app(),
  orders: app(),
  db: postgresql({ sql: sql as SqlOptions['sql'] & object }),
})

async function project(sql: unknown, files: Files): Promise<Components> {
  const platform = { components: unread(sql) }
  return (await withFiles(platform, temporaryFolder(files))).components
}

const jobFiles = (components: Components): Files =>
  the<IConfigMap>(rendered(components, 'db'), 'ConfigMap', 'shop-db-provision').data ?? {}

const readyQuery = (
  components: Components,
  client = 'user-profiles',
  values: Values = {},
): string | undefined =>
  the<IConfigMap>(rendered(components, 'db', values), 'ConfigMap', `shop-db-${client}`).data?.[
    'ready-query'
  ]

describe('SQL files of the project', () => {
  const tables = "CREATE TABLE a (t text DEFAULT '{{ x }} $(Y)');\n\tSELECT 1\n\n"
  const views = { 'db/views/2.sql': 'two', 'db/views/10.sql': 'ten', 'db/views/README': 'no SQL' }

  it('are in the ConfigMap of the Job to the letter, and run by a script of their account', async () => {
    const data = jobFiles(
      await project({ 'user-profiles': './tables.sql' }, { 'tables.sql': tables }),
    )
    expect(data['files.tables.sql']).toBe(tables)
    expect(data['sql-user_profiles.sql']).toContain('\\i /etc/provision/files.tables.sql\n')
    expect(data['provision.sh']).toContain('PGUSER="$client" PGDATABASE="$client"')
  })

  it('of a directory run by their names, each once, and others in it do not', async () => {
    const sql = { orders: ['db/views', 'tables.sql', './db/views/2.sql'] }
    const data = jobFiles(await project(sql, { 'tables.sql': tables, ...views }))
    expect(data['sql-orders.sql']?.match(/(?<=\\i ).*/g)).toEqual(
      ['db.views.10.sql', 'db.views.2.sql', 'tables.sql'].map(
        (key) => `/etc/provision/files.${key}`,
      ),
    )
    expect(Object.keys(data).filter((key) => key.startsWith('files.'))).toHaveLength(3)
  })

  it('of two accounts may be one file, and two files are two keys', async () => {
    const sql = { orders: ['a b.sql', 'a-b.sql'], 'user-profiles': 'a b.sql' }
    const data = jobFiles(await project(sql, { 'a b.sql': 'blank', 'a-b.sql': 'dash' }))
    expect(data).toMatchObject({ 'files.a-b.sql': 'blank', 'files.a-b.sql-2': 'dash' })
    expect(data['sql-user_profiles.sql']).toContain("name = 'a b.sql'")
  })

  it('change what the Job is named by when they have changed, and nothing when they have not', async () => {
    const [first, same, other] = await Promise.all(
      [tables, tables, `${tables} `].map(async (text) =>
        jobFiles(await project({ orders: 't.sql' }, { 't.sql': text })),
      ),
    )
    expect(same).toEqual(first)
    expect(other?.['sql-orders.sql']).not.toBe(first?.['sql-orders.sql'])
    const job = the<IJob>(rendered(unread({}), 'db'), 'Job').spec?.template.metadata
    expect(job?.annotations).toHaveProperty('checksum/provision-configmap')
  })

  it('are waited for by the clients whose they are, where the Job runs them', async () => {
    const components = await project({ 'user-profiles': 't.sql' }, { 't.sql': tables })
    const [wait] = waitsFor(contextOf(components, 'user-profiles'), () => true)
    expect(wait?.command.at(-1)).toContain('--command="$READY_QUERY"')
    expect(readyQuery(components, 'orders')).toBe('SELECT 1')
    expect(readyQuery(components)).toBe('SELECT FROM provisioning.files')
    const outside = { mode: 'external', external: { host: 'db.example.com' } }
    expect(readyQuery(components, 'user-profiles', outside)).toBe('SELECT 1')
    expect(readyQuery(components, 'user-profiles', { provisioning: { enabled: false } })).toBe(
      'SELECT 1',
    )
  })
})

describe('refused are SQL files', () => {
  function problemsOf(components: Components): readonly Problem[] {
    try {
      generate({ components }, identity)
      return []
    } catch (error) {
      if (error instanceof ChartError) return error.problems
      throw error
    }
  }

  it.each<[string, unknown, Files, string, string]>([
    ['that do not exist', { orders: './a.sql' }, {}, 'db.sql.orders', './a.sql does not exist'],
    [
      'outside the project',
      { orders: '../a.sql' },
      {},
      'db.sql.orders',
      '../a.sql lies outside the project',
    ],
    [
      'of nobody',
      { oders: 'a.sql' },
      { 'a.sql': '' },
      'db.sql.oders',
      'nobody has the account oders in db, so there is no database for these files',
    ],
    [
      'in a directory without any',
      { orders: 'a' },
      { 'a/b.txt': '' },
      'db.sql.orders',
      'a has no file that ends with .sql',
    ],
    [
      'that are no text',
      { orders: 'a.sql' },
      { 'a.sql': '\0' },
      'db.sql.orders',
      'a.sql is no text in UTF-8',
    ],
    [
      'that are too large',
      { orders: ['a.sql', 'b.sql'] },
      { 'a.sql': '-'.repeat(600_000), 'b.sql': '-'.repeat(600_000) },
      'db.sql',
      'the SQL files have 1200000 bytes together, and the ConfigMap of the Job holds 983040 of them',
    ],
  ])('%s', async (_, sql, files, path, message) => {
    expect(problemsOf(await project(sql, files))).toMatchObject([
      { path: `components.${path}`, message },
    ])
  })

  it('of an account that is nearly called so, with a suggestion', async () => {
    const components = await project({ oders: 'a.sql' }, { 'a.sql': '' })
    expect(problemsOf(components)[0]?.hint).toContain('orders')
  })

  it.each([[''], [['a.sql', 1]], [[]], [{}]])('as %j', (sql) => {
    expect(problemsOf(unread({ orders: sql })).map(({ path }) => path)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^components\.db\.sql\.orders/)]),
    )
  })

  it('that nobody has read, and says how', () => {
    expect(problemsOf(unread({ orders: 'a.sql' }))).toMatchObject([
      { code: 'files-not-read', path: 'components.db.sql.orders' },
    ])
  })
})

it('a file in Latin-1 is no text', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.sql'), Buffer.from("SELECT 'ä'", 'latin1'))
  const { components } = await withFiles({ components: unread({ orders: 'a.sql' }) }, folder)
  expect(() => generate({ components }, identity)).toThrow('a.sql is no text in UTF-8')
})
