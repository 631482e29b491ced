import { secretName } from '../../kubernetes/identity/credentials.ts'
import {
  type Provisioning,
  caFile,
  caMount,
  caVolume,
  databaseName,
  exporterName,
  type ExporterOptions,
  hasExporter,
  hasTls,
  passwordDirectory,
  provisioning,
  scriptDirectory,
} from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Block } from '../../template/node/node.ts'
import { block, joinBlocks, when } from '../../template/node/structure.ts'
import { sqlFiles, type SqlOptions } from './sql/model.ts'
import { runFiles, sqlScripts } from './sql/script.ts'

/** What gives each client of a PostgreSQL server its database and its role. */
export function postgresqlProvisioning(
  context: ComponentContext,
  names: Naming,
  model: ExporterOptions & SqlOptions,
): Provisioning {
  const exporter = hasExporter(model)
  const sql = sqlFiles(model, context)
  return provisioning({
    context,
    names,
    exporter,
    files: {
      'provision.sh': script(exporter, sql.size > 0),
      'client.sql': client,
      ...(exporter ? { 'exporter.sql': look } : {}),
      ...sqlScripts(sql),
    },
    command: ['bash', `${scriptDirectory}/provision.sh`],
    env: [
      { name: 'PGHOST', value: names.fullname },
      { name: 'PGUSER', value: 'postgres' },
      { name: 'PGDATABASE', value: 'postgres' },
      {
        name: 'PGPASSWORD',
        valueFrom: { secretKeyRef: { name: secretName(context.name), key: 'password' } },
      },
      { name: 'PGCONNECT_TIMEOUT', value: '5' },
      when(hasTls(context.name), { name: 'PGSSLMODE', value: 'verify-full' }),
      when(hasTls(context.name), { name: 'PGSSLROOTCERT', value: caFile(context.name) }),
    ],
    volumes: [caVolume(context.name)],
    volumeMounts: [caMount(context.name)],
    nameInStore: databaseName,
  })
}

const script = (exporter: boolean, sql: boolean): Block => block`
  #!/bin/bash
  # Gives each client a database and a role of its own. It may run again at any time.
  set -euo pipefail

  # The server, too, takes the superuser's password without a line break at its end
  PGPASSWORD="$(printf '%s' "$PGPASSWORD")"

  until pg_isready; do sleep 2; done

  for file in ${passwordDirectory}/*; do
    client="$(basename "$file")"
    if [ ! -s "$file" ]; then
      echo "the password of $client is empty" >&2
      exit 1
    fi
    ${exporter ? clientOrExporter : runSql('client.sql')}
    ${sql ? runFiles : joinBlocks()}
  done
`

const runSql = (file: string): Block => block`
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=client="$client" --set=file="$file" \\
    --file=${scriptDirectory}/${file}
`

const clientOrExporter = block`
  sql=client.sql
  if [ "$client" = ${exporterName} ]; then sql=exporter.sql; fi
  ${runSql('"$sql"')}
`

/** What reads a password without the server's logging it. */
const password = block`
  \\set password \`cat :'file' && echo\`

  -- The server must not log the password
  SET log_statement = 'none';
  SET log_min_duration_statement = -1;
  SET log_min_error_statement = 'panic';
`

/** The exporter's role may look at what goes on, in the server's own database alone. */
const look = block`
  -- client: name of the role; file: where its password is, as for a client
  ${password}

  SELECT format('CREATE ROLE %I', :'client')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'client') \\gexec
  ALTER ROLE :"client" WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';

  REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
  GRANT CONNECT ON DATABASE postgres TO :"client";
  GRANT pg_monitor TO :"client";
`

/** PostgreSQL 15 and later give the schema `public` of a new database to the owner of the database. */
const client = block`
  -- client: name of the role and of its database; file: where its password is. psql drops one line
  -- break at the end, which may be part of the password: clients send every byte of it.
  ${password}

  SELECT format('CREATE ROLE %I', :'client')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'client') \\gexec
  ALTER ROLE :"client" WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';

  SELECT format('CREATE DATABASE %I OWNER %I', :'client', :'client')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'client') \\gexec
  REVOKE ALL ON DATABASE :"client", postgres, template1 FROM PUBLIC;
`
