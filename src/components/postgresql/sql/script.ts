import { createHash } from 'node:crypto'
import { databaseName, scriptDirectory } from '../../store/index.ts'
import type { Block } from '../../../template/node/node.ts'
import { block, joinBlocks, literalBlock } from '../../../template/node/structure.ts'
import type { SqlFile } from './model.ts'

/** Key of what runs the files of a database. */
const scriptOf = (database: string): string => `sql-${database}.sql`

/** What the Job needs to run the files of each account: file name → text. */
export function sqlScripts(
  files: ReadonlyMap<string, readonly SqlFile[]>,
): Readonly<Record<string, Block | string>> {
  const scripts = [...files].map(([account, all]) => [scriptOf(databaseName(account)), script(all)])
  const texts = [...files.values()].flat().map(({ key, content }) => [key, content])
  return Object.fromEntries([...scripts, ...texts]) as Readonly<Record<string, Block | string>> // by name
}

/**
 * Lines of the Job's script for each `client` whose password is in `file`: they log in as the client, since
 * what runs as a superuser that only plays its part is a superuser's to every trigger in its database.
 */
export const runFiles: Block = block`
  if [ -e "${scriptDirectory}/${scriptOf('$client')}" ]; then
    own="$(cat "$file" && echo x)" # every byte of it
    PGUSER="$client" PGDATABASE="$client" PGPASSWORD="\${own%x}" PGCLIENTENCODING=UTF8 \\
      psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --file="${scriptDirectory}/${scriptOf('$client')}"
  fi
`

const script = (files: readonly SqlFile[]): Block => block`
  -- Files of the project, each run once and again when it has changed: all that are due, or none.
  BEGIN;
  SELECT pg_advisory_xact_lock(hashtext('provisioning.files')) \\g /dev/null
  SET client_min_messages = warning;
  CREATE SCHEMA IF NOT EXISTS provisioning;
  CREATE TABLE IF NOT EXISTS provisioning.files (
    name text PRIMARY KEY,
    digest text NOT NULL,
    ran_at timestamptz NOT NULL DEFAULT now()
  );
  ${joinBlocks(...files.map(step))}

  COMMIT;
`

/** A file may set what it likes, as those of pg_dump do, and the next one finds nothing of it. */
function step({ name, key, content }: SqlFile): Block {
  const [file, digest] = [quoted(name), quoted(createHash('sha256').update(content).digest('hex'))]
  return literalBlock(
    `
RESET ALL;
SELECT NOT EXISTS (
  SELECT FROM provisioning.files
  WHERE name = ${file} AND digest = ${digest}
) AS provisioning_due \\gset
\\if :provisioning_due
  \\i ${scriptDirectory}/${key}
  INSERT INTO provisioning.files VALUES (${file}, ${digest})
  ON CONFLICT (name) DO UPDATE SET digest = excluded.digest, ran_at = now();
\\endif`,
  )
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** What a client asks to know that its files have run at least once. */
export const hasRun = 'SELECT FROM provisioning.files'
