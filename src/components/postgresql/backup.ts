import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import {
  backupName,
  backupSecretName,
  caMount,
  caVolume,
  type StoreBackup,
} from '../store/index.ts'
import { psqlEnvironment } from './psql-environment.ts'

/** The backups of a PostgreSQL server: what all databases share, and each database of its own. */
export function postgresqlBackup(context: ComponentContext, names: Naming): StoreBackup {
  const { name } = context
  const login = (user: string, secret: string) => ({
    env: psqlEnvironment(context, names, { user, secret }),
    volumes: [caVolume(name)],
    volumeMounts: [caMount(name)],
  })
  return {
    kind: 'postgresql',
    dump: { script: dump, ...login(backupName, backupSecretName(name)) },
    restore: { script: restore, ...login('postgres', name) },
  }
}

/**
 * `pg_read_all_data` reads the catalog of passwords, too, so that roles which somebody made by hand come back with
 * theirs. Nothing is compressed here, so that restic stores once what stays the same.
 */
const dump: Block = block`
  pg_dumpall --globals-only --no-tablespaces >globals.sql
  psql --no-psqlrc --tuples-only --no-align --set=ON_ERROR_STOP=1 >databases --command="
    SELECT datname FROM pg_database
    WHERE datallowconn AND NOT datistemplate AND datname <> 'postgres' AND datname !~ '^(restore|rehearse|replaced)\\.[0-9]+$'
    ORDER BY datname"
  mapfile -t databases <databases
  for n in "\${!databases[@]}"; do
    PGDATABASE="\${databases[n]}" pg_dump --format=custom --compress=0 --no-tablespaces --file="$n.dump"
  done
`

/**
 * A database is restored under a name that no client has, and takes the place of the one that is there in
 * one transaction with all others. What a killed run leaves behind goes as the next one starts.
 */
const restore: Block = block`
  # The server, too, takes the superuser's password without a line break at its end
  PGPASSWORD="$(printf '%s' "$PGPASSWORD")"
  sql() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"; }
  name() { printf '"%s"' "\${1//\\"/\\"\\"}"; }
  text() { printf "'%s'" "\${1//\\'/\\'\\'}"; }

  until pg_isready; do sleep 2; done
  # The last that the provisioning Job does
  until [ "$(sql --command="SELECT bool_or(has_database_privilege(oid, 'postgres', 'CONNECT')) FROM pg_roles WHERE rolname = '${backupName}'")" = t ]; do
    echo 'waiting for the provisioning Job' >&2
    sleep 5
  done
  mapfile -t databases <databases

  discard() {
    sql --set=name="^($1)\\\\.[0-9]+$" <<<"SELECT format('DROP DATABASE %I WITH (FORCE)', datname)
      FROM pg_database WHERE datname ~ :'name' \\gexec"
  }
  discard "$MODE|replaced"

  if [ "$MODE" = restore ]; then
    before="$(sql --set=request="chartwright.restored=$REQUEST" <<<"SELECT count(*) FROM pg_db_role_setting
      WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = 'postgres') AND :'request' = ANY(setconfig)")"
    if [ "$before" != 0 ]; then
      report '"done":"before"'
      exit
    fi
  fi

  is_there() { [ "$(sql --set=name="$1" <<<"SELECT count(*) FROM pg_database WHERE datname = :'name'")" = 1 ]; }
  relations="SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname !~ '^(pg_|information_schema$)' AND relkind IN ('r', 'p', 'm', 'S')"
  check() {
    [ "$MODE" = restore ] && [ "$OVERWRITE" != true ] || return 0
    for database in "\${databases[@]}"; do
      if is_there "$database"; then
        found="$(PGDATABASE="$database" sql --command="$relations")"
        [ "$found" = 0 ] || refuse "database $database holds $found tables and sequences: set restore.overwrite to true to replace it"
      fi
    done
  }
  check

  # Roles that are there keep their passwords, which may be newer
  roles="$(sql --command='SELECT quote_ident(rolname) FROM pg_roles')"
  while IFS= read -r line; do
    role="\${line#* ROLE }"
    case "$line" in
      'CREATE ROLE '*) if grep -Fxq -- "\${role%;}" <<<"$roles"; then continue; fi ;;
      'ALTER ROLE '*" PASSWORD '"*) if grep -Fxq -- "\${role%% WITH *}" <<<"$roles"; then line="\${line% PASSWORD *};"; fi ;;
    esac
    echo "$line"
  done <globals.sql | sql --output=/dev/null

  # The statements of a dump about its database itself; of those that make it, no list leaves out any
  statements() {
    pg_restore --create --file=- "$1.dump" --use-list=<(pg_restore --create --list "$1.dump" |
      grep -E '^[0-9]+; [0-9]+ [0-9]+ (ACL|COMMENT|SECURITY LABEL) - DATABASE ') |
      grep -vE '^(\\\\|--|$|SET |SELECT pg_catalog.set_config)'
  }

  tables=0
  rows=0
  count="SELECT count(*), coalesce(sum((xpath('/row/n/text()', query_to_xml(
    format('SELECT count(*) AS n FROM %I.%I', schemaname, tablename), false, true, '')))[1]::text::bigint), 0)
    FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
  for n in "\${!databases[@]}"; do
    statements "$n" | grep '^CREATE DATABASE ' |
      sed "s/^CREATE DATABASE .* WITH TEMPLATE = /CREATE DATABASE \\"$MODE.$n\\" WITH TEMPLATE = /" | sql
    pg_restore --exit-on-error --no-tablespaces --dbname="$MODE.$n" "$n.dump"
    PGDATABASE="$MODE.$n" sql --command=ANALYZE
    IFS='|' read -r found counted <<<"$(PGDATABASE="$MODE.$n" sql --command="$count")"
    tables=$((tables + found)) rows=$((rows + counted))
  done
  result="\\"databases\\":\${#databases[@]},\\"tables\\":$tables,\\"rows\\":$rows"

  if [ "$MODE" = rehearse ]; then
    discard "$MODE"
    report "$result"
    exit
  fi

  # From here on nobody connects to the old databases, until all new ones have their names
  check
  let_in() {
    for database in "\${databases[@]}"; do
      if is_there "$database"; then sql --command="ALTER DATABASE $(name "$database") WITH ALLOW_CONNECTIONS $1"; fi
    done
  }
  trap 'let_in true' EXIT
  let_in false
  {
    echo 'BEGIN;'
    for n in "\${!databases[@]}"; do
      database="\${databases[n]}"
      if is_there "$database"; then
        echo "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = $(text "$database");"
        echo "ALTER DATABASE $(name "$database") RENAME TO \\"replaced.$n\\";"
      fi
      echo "ALTER DATABASE \\"$MODE.$n\\" RENAME TO $(name "$database");"
      statements "$n" | grep -v '^CREATE DATABASE '
    done
    echo "ALTER DATABASE postgres SET chartwright.restored = $(text "$REQUEST");"
    echo 'COMMIT;'
  } | sql --output=/dev/null
  discard replaced
  report "$result"
`
