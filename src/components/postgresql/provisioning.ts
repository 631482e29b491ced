import {
  backupName,
  type OwnAccount,
  ownAccounts,
  type Provisioning,
  caMount,
  caVolume,
  databaseName,
  exporterName,
  passwordDirectory,
  provisioning,
  scriptDirectory,
} from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks } from '../../template/node/structure.ts'
import type { PostgresqlModel } from './model.ts'
import { psqlEnvironment } from './psql-environment.ts'
import { sqlFiles } from './sql/model.ts'
import { runFiles, sqlScripts } from './sql/script.ts'
import { standbyName, standbySecretFile, standbyUsers } from './standby/model.ts'
import type { PostgreSQLValues } from './values.ts'

const { value } = scope<PostgreSQLValues>()

/** What gives each client of a PostgreSQL server its database and its role. */
export function postgresqlProvisioning(
  context: ComponentContext,
  names: Naming,
  model: Pick<PostgresqlModel, 'backup' | 'exporter' | 'sql' | 'standbys'>,
): Provisioning {
  const own: readonly OwnAccount[] = [...ownAccounts(model), ...standbyUsers(model)]
  const sql = sqlFiles(model, context)
  return provisioning({
    context,
    names,
    own,
    checksums: model.standbys ? [standbySecretFile] : [],
    files: {
      'provision.sh': script(own, sql.size > 0),
      'client.sql': client,
      ...(own.includes(exporterName) ? { 'exporter.sql': look } : {}),
      ...(own.includes(backupName) ? { 'backup.sql': read, 'backup-databases.sql': connect } : {}),
      ...(model.standbys ? { 'standby.sql': copy } : {}),
      ...sqlScripts(sql),
    },
    command: ['bash', `${scriptDirectory}/provision.sh`],
    env: psqlEnvironment(context, names, { user: 'postgres', secret: context.name }),
    volumes: [caVolume(context.name)],
    volumeMounts: [caMount(context.name)],
    nameInStore: databaseName,
  })
}

const script = (own: readonly OwnAccount[], sql: boolean): Block => block`
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
    ${own.length > 0 ? clientOr(own) : runSql('client.sql')}
    ${sql ? runFiles : joinBlocks()}
  done
  ${own.includes(backupName) ? lastly : joinBlocks()}
`

const runSql = (file: string): Block => block`
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=client="$client" --set=file="$file" \\
    --file=${scriptDirectory}/${file}
`

const clientOr = (own: readonly OwnAccount[]): Block => block`
  sql=client.sql
  case "$client" in ${own.join(' | ')}) sql="$client.sql" ;; esac
  ${runSql('"$sql"')}
`

const lastly = block`
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --file=${scriptDirectory}/backup-databases.sql
`

/** What reads a password without the server's logging it; psql drops one line break at its end. */
const passwordBy = (read: string): Block => block`
  \\set password \`${read}\`

  -- The server must not log the password
  SET log_statement = 'none';
  SET log_min_duration_statement = -1;
  SET log_min_error_statement = 'panic';
`

const password = passwordBy(`cat :'file' && echo`)

/** The role of the standbys may copy the server, and look at its slots. They read its password without a line break at its end. */
const copy = block`
  -- client: name of the role; file: where its password is
  ${passwordBy(`printf '%s' "$(cat :'file')"`)}

  SELECT format('CREATE ROLE %I', :'client')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'client') \\gexec
  ALTER ROLE :"client" WITH LOGIN REPLICATION NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
  REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
  GRANT CONNECT ON DATABASE postgres TO :"client";

  -- Nobody comes back to the slots of standbys that are gone
  SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots
  WHERE slot_name ~ '^${standbyName}_[0-9]+$' AND NOT active
    AND substr(slot_name, ${standbyName.length + 2})::int >= ${value('standbys.replicas')} \\g /dev/null
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

/**
 * The role that dumps reads all that there is, past policies for rows and the owners of large objects, and writes
 * nothing. It stands in no client's way: whoever reads a dump has the same.
 */
const read = block`
  -- client: name of the role; file: where its password is, as for a client
  ${password}

  REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
  SELECT format('CREATE ROLE %I', :'client')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'client') \\gexec
  ALTER ROLE :"client" WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS PASSWORD :'password';
  ALTER ROLE :"client" SET default_transaction_read_only = on;
  ALTER ROLE :"client" SET lo_compat_privileges = on;
  GRANT pg_read_all_data TO :"client";
`

/** Clients' databases let in nobody else; its own comes last, by which a restore knows that all is done. */
const connect = block`
  SELECT format('GRANT CONNECT ON DATABASE %I TO ${backupName}', datname)
  FROM pg_database WHERE datallowconn AND NOT datistemplate
  ORDER BY datname = 'postgres' \\gexec
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
