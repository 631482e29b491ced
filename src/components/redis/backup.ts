import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Block } from '../../template/node/node.ts'
import { block, when } from '../../template/node/structure.ts'
import type { TemplatedItem } from '../../template/node/templated.ts'
import {
  backupName,
  backupSecretName,
  caFile,
  caMount,
  caVolume,
  certificateDirectory,
  certificateMount,
  certificateVolume,
  hasTls,
  type StoreBackup,
} from '../store/index.ts'
import { administrator, redisPort } from './contract.ts'

/** What the account that dumps runs, and no more: what a replica asks for, which is all data. */
export const backupCommands: string = ['resetkeys', 'resetchannels', '+replconf', '+sync'].join(' ')

/**
 * The backups of a Redis server: the snapshot that a replica gets. It comes back the same way, since a server that
 * has a log of writes never looks at a snapshot on its volume: it follows one in the pod of the restore, until it
 * has all data and they are in its log.
 */
export function redisBackup({ name }: ComponentContext, names: Naming): StoreBackup {
  return {
    kind: 'redis',
    dump: {
      script: dump,
      env: login(name, names, backupName, backupSecretName(name)),
      volumes: [caVolume(name)],
      volumeMounts: [caMount(name)],
    },
    restore: {
      script: restore,
      env: [
        ...login(name, names, administrator, name),
        { name: 'OWN_HOST', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
        { name: 'OWN_PORT', value: `${redisPort}` },
      ],
      volumes: [caVolume(name), certificateVolume(name)],
      volumeMounts: [caMount(name), certificateMount(name)],
    },
  }
}

function login(
  store: string,
  names: Naming,
  user: string,
  secret: string,
): readonly TemplatedItem<IEnvVar>[] {
  return [
    { name: 'REDIS_HOST', value: names.fullname },
    { name: 'REDIS_PORT', value: `${redisPort}` },
    { name: 'REDIS_USERNAME', value: user },
    {
      name: 'REDISCLI_AUTH',
      valueFrom: { secretKeyRef: { name: secretName(secret), key: 'password' } },
    },
    when(hasTls(store), { name: 'REDIS_CA_FILE', value: caFile(store) }),
  ]
}

const client = block`
  # redis-cli takes the password of REDISCLI_AUTH
  server() {
    redis-cli -e -h "$REDIS_HOST" -p "$REDIS_PORT" --user "$REDIS_USERNAME" \\
      \${REDIS_CA_FILE:+--tls --cacert "$REDIS_CA_FILE" --sni "$REDIS_HOST"} "$@"
  }
`

const dump: Block = block`
  ${client}

  server --rdb data.rdb
`

/**
 * What says that a request was met is a function of the server: it comes with the data, all or nothing, and is
 * neither evicted nor flushed. A replica that is killed as it loads has its old log, and so its old data.
 */
const restore: Block = block`
  ${client}
  mark=chartwright_restored

  # A server of this pod has what the dump holds; nobody knows its password
  password="$(head -c 32 /dev/urandom | sha256sum)"
  password="\${password%% *}"
  {
    if [ -n "\${REDIS_CA_FILE:-}" ]; then
      echo "port 0
      tls-port $OWN_PORT
      tls-cert-file ${certificateDirectory}/tls.crt
      tls-key-file ${certificateDirectory}/tls.key
      tls-auth-clients no"
    else
      echo "port $OWN_PORT"
    fi
    echo "bind * -::*
    protected-mode no
    requirepass $password
    unixsocket $PWD/redis.sock
    dir $PWD
    dbfilename data.rdb
    save ''
    repl-diskless-sync-delay 0"
  } | redis-server - >&2 &
  own=$!
  trap 'kill "$own"' EXIT
  held() { REDISCLI_AUTH="$password" redis-cli -e -s redis.sock "$@"; }
  is_alive() { kill -0 "$own" 2>/dev/null || refuse 'the dump cannot be loaded: the log says why'; }
  until held ping >/dev/null 2>&1; do
    is_alive
    sleep 1
  done

  # All keys of a server, in all of its databases
  keys() {
    local found
    found="$("$@" info keyspace)"
    echo $(($(sed -n 's/^db[0-9]*:keys=\\([0-9]*\\),.*/\\1 +/p' <<<"$found") 0))
  }
  result="\\"keys\\":$(keys held)"

  if [ "$MODE" = rehearse ]; then
    report "$result"
    exit
  fi

  until server ping >/dev/null; do sleep 2; done
  says() { server info 2>/dev/null | tr -d '\\r' | grep -cxE "$1" || true; }
  request() { "$1" fcall_ro "$mark" 0 2>/dev/null || true; }

  # A server that follows another one is one whose restore was killed
  if [ "$(says role:master)" = 1 ]; then
    if [ "$(request server)" = "$REQUEST" ]; then
      report '"done":"before"'
      exit
    fi
    there="$(keys server)"
    [ "$OVERWRITE" = true ] || [ "$there" = 0 ] ||
      refuse "the server holds $there keys: set restore.overwrite to true to replace them"
  fi

  held function load replace "#!lua name=$mark
    redis.register_function{
      function_name = '$mark', callback = function() return '$REQUEST' end, flags = {'no-writes'}}" >/dev/null
  server config set masterauth "$password" \\
    \${REDIS_CA_FILE:+tls-ca-cert-file ${certificateDirectory}/ca.crt tls-replication yes} >/dev/null
  server replicaof "$OWN_HOST" "$OWN_PORT" >/dev/null

  # Until then clients read the old data, and nobody writes
  in_place='master_link_status:up|loading:0|aof_rewrite_(in_progress|scheduled):0|aof_last_bgrewrite_status:ok'
  until [ "$(says "$in_place")" = 5 ]; do
    is_alive
    [ "$(says role:master)" != 1 ] || refuse 'the server has started again as it took the data'
    sleep 1
  done
  [ "$(request server)" = "$REQUEST" ] || refuse 'the server has other data than the dump'
  server replicaof no one >/dev/null
  server config set masterauth '' \${REDIS_CA_FILE:+tls-replication no tls-ca-cert-file ''} >/dev/null
  report "$result"
`
