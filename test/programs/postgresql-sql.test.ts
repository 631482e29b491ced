import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { database, postgresql, service, withFiles } from 'chartwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Values } from '../../src/values/value.ts'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { addFiles } from '../temporary-folder.ts'
import { environmentOf } from './local-container.ts'
import { postgresqlPrograms, provision, type Server, startServer } from './postgresql-server.ts'
import { printable } from './printable.ts'
import { kill, type Outcome, run } from './process.ts'
import { whyNot } from './programs.ts'

const components = {
  'user-profiles': service({
    image: 'shop/app',
    port: 8080,
    uses: [database('postgresql', { waitFor: true })],
  }),
  postgresql: postgresql({ sql: { 'user-profiles': ['a schema.sql', './more'] } }),
}

const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'root' },
  clients: { 'user-profiles': { password: `${printable}'\n` } },
} satisfies Values

/** As pg_dump begins, and with what templates and psql may take for theirs. */
const schema = `SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE IF NOT EXISTS public.users (name text DEFAULT '{{ x }}');
INSERT INTO public.users SELECT current_user || session_user || (ARRAY[1,2])[1:1]::text`

const files = {
  'a schema.sql': schema,
  'more/1-view.sql': 'CREATE OR REPLACE VIEW names AS SELECT name FROM users;\n',
  'more/2-empty.sql': '-- nothing',
}

const reason = whyNot(postgresqlPrograms)

describe.skipIf(reason !== '')(`SQL files of the project, run by the rendered Job${reason}`, () => {
  let root: string
  let server: Server

  /** What is rendered with these files of the project. */
  async function store(more: Readonly<Record<string, string>> = {}): Promise<readonly Manifest[]> {
    const folder = mkdtempSync(join(root, 'project-'))
    addFiles(folder, { ...files, ...more })
    const platform = await withFiles({ components }, folder)
    return rendered(platform.components, 'postgresql', values)
  }

  const provisioned = async (more: Readonly<Record<string, string>> = {}): Promise<Outcome> =>
    provision(await store(more), root, server)

  const ask = async (statement: string): Promise<string> => {
    const account = { PGHOST: 'localhost', PGUSER: 'postgres', PGPASSWORD: 'root' }
    const environment = server.at({ ...account, PGDATABASE: 'user_profiles' })
    return (await run(['psql', '-XAtc', statement], environment)).output.trimEnd()
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'pg-')) // short: the path of a socket has 107 characters at most
    const [port = 0] = await freePorts(1)
    server = await startServer(await store(), root, port)
  })

  afterAll(async () => {
    if (server) await kill(server.running)
    rmSync(root, { recursive: true, force: true })
  })

  it('leave nothing where one of them fails, and the Job says where', async () => {
    const { code, output } = await provisioned({ 'more/2-empty.sql': '\n\nSELECT nothing;' })
    expect(code).not.toBe(0)
    expect(output).toMatch(/files\.more\.2-empty\.sql:3: ERROR: {2}column "nothing" does not exist/)
    expect(await ask("SELECT to_regclass('users'), to_regnamespace('provisioning')")).toBe('|')
  })

  it('are what the wait of the client is for: it ends once they have run', async () => {
    const pod = the<IDeployment>(rendered(components, 'user-profiles'), 'Deployment').spec?.template
    const [wait] = pod?.spec?.initContainers ?? []
    const environment = server.at(environmentOf(wait?.env ?? [], await store()))
    const waited = await run(['timeout', '1', ...(wait?.command ?? [])], environment)
    expect(waited).toMatchObject({ code: 124, output: expect.stringContaining('provisioning') })
    expect(await provisioned()).toMatchObject({ code: 0 })
    expect(await run(wait?.command ?? [], environment)).toEqual({ code: 0, output: '' })
  })

  it('run as the client, in its database, one after the other', async () => {
    expect(await ask('SELECT name FROM names')).toBe('user_profilesuser_profiles{1}')
    const owners = "SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables"
    expect(await ask(`${owners} WHERE schemaname IN ('public', 'provisioning')`)).toBe(
      'user_profiles',
    )
    expect(await ask('SELECT name FROM provisioning.files ORDER BY name')).toBe(
      'a schema.sql\nmore/1-view.sql\nmore/2-empty.sql',
    )
  })

  it('do not run again, but for those that have changed', async () => {
    const counts = 'SELECT count(*), (SELECT count(*) FROM provisioning.files) FROM users'
    expect(await provisioned()).toMatchObject({ code: 0 })
    expect(await ask(counts)).toBe('1|3')
    expect(await provisioned({ 'a schema.sql': `${schema};` })).toMatchObject({ code: 0 })
    expect(await ask(counts)).toBe('2|3')
  })

  it('run once where two Jobs run at the same time', async () => {
    const insert = 'INSERT INTO users SELECT pg_sleep(0.5)::text'
    const counted = { 'a schema.sql': `${schema};`, 'more/3.sql': insert }
    const before = Number(await ask('SELECT count(*) FROM users'))
    const both = await Promise.all([provisioned(counted), provisioned(counted)])
    const ended = both.filter(({ code }) => code === 0)
    expect(ended.length).toBeGreaterThan(0) // the other may lose the race for the password's row
    expect(Number(await ask('SELECT count(*) FROM users'))).toBe(before + 1)
  })

  it('give what waits for them in the database nothing of the superuser', async () => {
    const trap = `CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RESET SESSION AUTHORIZATION; CREATE ROLE trapped SUPERUSER; RETURN new; END $$;
      CREATE TRIGGER trap BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION trap()`
    await ask(trap)
    const sprung = await provisioned({ 'a schema.sql': `${schema} -- again` })
    expect(sprung.output).toContain('permission denied to create role')
    expect(await ask("SELECT FROM pg_roles WHERE rolname = 'trapped'")).toBe('')
    expect(await ask('DROP FUNCTION trap CASCADE')).toContain('DROP FUNCTION')
  })
})
