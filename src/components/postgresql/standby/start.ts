import type { Naming } from '../../../kubernetes/naming.ts'
import { choose, text } from '../../../template/node/expression.ts'
import type { Block } from '../../../template/node/node.ts'
import { block } from '../../../template/node/structure.ts'
import { certificateDirectory, hasTls } from '../../store/index.ts'
import { configDirectory } from '../paths.ts'
import { standbyName } from './model.ts'

/** Where the password of the standbys is mounted. */
export const standbyPasswordDirectory = '/run/secrets/standby'

/** Where a standby keeps what it has copied, and where it copies to. */
export const copyDirectory = '/var/lib/postgresql/pgdata'

/** Exists while a standby copies the primary, which takes as long as it takes. */
export const unfinishedCopy: string = `${copyDirectory}.part`

/**
 * Starts a standby. As `restore_command` it is also asked for segments of the log, while there is no
 * connection: it has none, and ends the server (by a code above 125) where the primary will never send what
 * is missing. The view tells more of a slot than READ_REPLICATION_SLOT: a standby that asks for what is gone
 * gives its slot a place again before it is refused.
 */
export function standbyScript(store: string, names: Naming): Block {
  return block`
  #!/bin/bash
  # Starts a standby: it copies the primary once, and follows it by a slot of its own, which keeps what the
  # standby has not seen yet. With "follow" it says whether it still can.
  set -euo pipefail
  umask 077
  slot="${standbyName}_\${POD_NAME##*-}"
  passfile=/tmp/primary.pgpass
  primary="host=${names.fullname} user=${standbyName} passfile=$passfile application_name=$POD_NAME"
  primary+=" connect_timeout=5 ${tlsOptions(store)}"

  # ask WHERE WHAT: the primary, in the replication protocol or in a database
  ask() { psql --no-psqlrc --no-align --tuples-only --dbname="$primary $1" --command="$2"; }
  protocol="replication=yes"

  # Whether the primary has nothing more for this copy: its slot is gone, or kept too little. Another primary
  # than the one that was copied is not asked: this copy may be the only one.
  is_lost() {
    local there here kept
    there="$(ask "$protocol" IDENTIFY_SYSTEM 2>/dev/null)" || return 1
    here="$(LC_ALL=C pg_controldata "$PGDATA" | sed -n 's/^Database system identifier: *//p')"
    [ "\${there%%|*}" = "$here" ] || return 1
    kept="$(ask dbname=postgres \\
      "SELECT wal_status FROM pg_replication_slots WHERE slot_name = '$slot'" 2>/dev/null)" || return 1
    [[ -z "$kept" || "$kept" = lost ]]
  }

  if [ "\${1-}" = follow ]; then
    if ! is_lost; then exit 1; fi
    echo "the primary has no more of the log that this standby needs: it ends, and copies the primary anew" >&2
    exit 126
  fi

  printf '*:*:*:${standbyName}:%s\\n' "$(sed 's/[\\\\:]/\\\\&/g' "${standbyPasswordDirectory}/password")" >"$passfile"

  if [ -s "$PGDATA/PG_VERSION" ]; then
    chmod 0700 "$PGDATA" # a volume that was mounted anew may be open to its group
    if [ -e "$PGDATA/standby.signal" ] && is_lost; then rm -rf "$PGDATA"; fi
  fi
  if [ ! -s "$PGDATA/PG_VERSION" ]; then
    copy="$PGDATA.part"
    rm -rf "$PGDATA" "$copy"
    mkdir "$copy"
    until ask "$protocol" IDENTIFY_SYSTEM >/dev/null; do sleep 2; done
    ask "$protocol" "DROP_REPLICATION_SLOT $slot" >/dev/null 2>&1 || true # there may be none
    ask "$protocol" "CREATE_REPLICATION_SLOT $slot PHYSICAL RESERVE_WAL" >/dev/null
    echo "copies the primary" >&2
    pg_basebackup --dbname="$primary" --pgdata="$copy" --slot="$slot" --checkpoint=fast --no-password
    touch "$copy/standby.signal"
    mv "$copy" "$PGDATA"
  fi

  exec postgres -c config_file=${configDirectory}/postgresql.conf \\
    -c primary_conninfo="$primary" -c primary_slot_name="$slot" \\
    -c restore_command='bash ${configDirectory}/standby.sh follow'
`
}

const tlsOptions = (store: string) =>
  choose(
    hasTls(store),
    text`sslmode=verify-full sslrootcert=${`${certificateDirectory}/ca.crt`}`,
    'sslmode=disable',
  )
