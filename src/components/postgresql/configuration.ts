import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { configMap } from '../../kubernetes/config-map.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { certificateDirectory, hasTls } from '../store/index.ts'
import { choose } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks, when as whenever } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import { configDirectory } from './paths.ts'
import { standbyName, type StandbyOptions } from './standby/model.ts'
import { standbyScript } from './standby/start.ts'
import type { PostgreSQLValues } from './values.ts'

const { value, each } = scope<PostgreSQLValues>()

/** Where the password of the superuser is mounted. */
export const passwordFile = '/run/secrets/postgresql/password'

/** The settings of postgresql.conf that the chart itself writes, so that `extraConfig` may not. */
export const ownSettings = [
  'config_file',
  'data_directory',
  'effective_cache_size',
  'hba_file',
  'listen_addresses',
  'log_line_prefix',
  'log_min_duration_statement',
  'log_timezone',
  'maintenance_work_mem',
  'max_connections',
  'max_wal_size',
  'min_wal_size',
  'password_encryption',
  'port',
  'shared_buffers',
  'ssl',
  'ssl_cert_file',
  'ssl_key_file',
  'timezone',
  'unix_socket_directories',
  'work_mem',
] as const

/** Those that a server with standbys has besides. */
export const standbySettings = [
  'hot_standby',
  'max_replication_slots',
  'max_slot_wal_keep_size',
  'max_wal_senders',
  'primary_conninfo',
  'primary_slot_name',
  'restore_command',
  'wal_level',
] as const

/** The configuration of the server, and the script that starts it; its standbys have the same. */
export function configuration(
  store: string,
  names: Naming,
  { standbys = false }: StandbyOptions,
): Templated<IConfigMap> {
  return configMap(names, {
    'postgresql.conf': settings(store, standbys),
    'pg_hba.conf': hostBasedAuthentication(store, standbys),
    'start.sh': start,
    ...(standbys ? { 'standby.sh': standbyScript(store, names) } : {}),
  })
}

const extra = each('extraConfig', (setting: Expr<string>, name) => block`${name} = '${setting}'`)

const settings = (store: string, standbys: boolean): Block => block`
  listen_addresses = '*'
  unix_socket_directories = '/var/run/postgresql'
  hba_file = '${configDirectory}/pg_hba.conf'
  password_encryption = 'scram-sha-256'
  max_connections = ${value('config.max_connections')}
  ${whenever(hasTls(store), tls)}

  # Memory
  shared_buffers = '${value('config.shared_buffers')}'
  effective_cache_size = '${value('config.effective_cache_size')}'
  work_mem = '${value('config.work_mem')}'
  maintenance_work_mem = '${value('config.maintenance_work_mem')}'

  # Write-ahead log
  min_wal_size = '${value('config.min_wal_size')}'
  max_wal_size = '${value('config.max_wal_size')}'
  ${standbys ? keptForStandbys : joinBlocks()}

  # The log goes to standard error
  log_min_duration_statement = ${value('config.log_min_duration_statement')}
  log_line_prefix = '%m [%p] %q%u@%d '
  log_timezone = 'UTC'
  timezone = 'UTC'
  ${extra}
`

const keptForStandbys = block`
  max_slot_wal_keep_size = '${value('config.max_slot_wal_keep_size')}'
`

/** The server reads them when it starts. */
const tls = block`

  # TLS
  ssl = on
  ssl_cert_file = '${certificateDirectory}/tls.crt'
  ssl_key_file = '${certificateDirectory}/tls.key'
`

/** With TLS a client without it is refused before it can send a password. */
const hostBasedAuthentication = (store: string, standbys: boolean): Block => block`
  # TYPE  DATABASE  USER  ADDRESS  METHOD
  local   all       all            scram-sha-256
  ${standbys ? standbyAuthentication(store) : joinBlocks()}
  ${over(store)} all       all   all      scram-sha-256
`

/** The role of the standbys may copy, and ask in the server's own database how its slot is. */
const standbyAuthentication = (store: string): Block => block`
  ${over(store)} replication,postgres ${standbyName} all scram-sha-256
  host    all       ${standbyName} all reject
`

const over = (store: string) => choose(hasTls(store), 'hostssl', 'host   ')

const start = block`
  #!/bin/bash
  # Starts the server. The superuser first gets the password of the Secret: it may be another one
  # than when the data directory was made.
  set -euo pipefail
  name=()

  if [ -s "$PGDATA/PG_VERSION" ]; then
    chmod 0700 "$PGDATA" # a volume that was mounted anew may be open to its group

    # Single-user mode wants its user to have a name. The image's entrypoint gives one to initdb alike.
    if ! getent passwd "$EUID" >/dev/null; then
      for library in {/usr,}/lib{,/*}/libnss_wrapper.so; do
        if [ -s "$library" ]; then wrapper="$library"; fi
      done
      if [ -z "\${wrapper-}" ]; then
        echo "this image knows no user $EUID and has no libnss_wrapper.so: run it as a user that it knows" >&2
        exit 1
      fi
      echo "postgres:x:$EUID:$(id -g):::" >/tmp/passwd
      echo "postgres:x:$(id -g):" >/tmp/group
      name=(env NSS_WRAPPER_PASSWD=/tmp/passwd NSS_WRAPPER_GROUP=/tmp/group LD_PRELOAD="$wrapper")
    fi
    printf "ALTER ROLE postgres PASSWORD '%s'\\n" "$(sed "s/'/''/g" "$POSTGRES_PASSWORD_FILE")" |
      "\${name[@]}" postgres --single -c config_file=${configDirectory}/postgresql.conf postgres >/dev/null
  fi
  exec docker-entrypoint.sh postgres -c config_file=${configDirectory}/postgresql.conf
`
