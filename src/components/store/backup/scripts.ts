import type { Block } from '../../../template/node/node.ts'
import { block } from '../../../template/node/structure.ts'

/** Where the scripts are mounted. */
export const backupScripts = '/etc/backup'

/** Where the dump is, on its way to the repository and back. */
export const dumpDirectory = '/backup'

/**
 * What the scripts of the image of restic begin with. A run that was killed leaves its lock, which restic takes
 * for one that is held: in a container that was restarted, its process has the number of the new one.
 */
export const repository: Block = block`
  # What both ways begin with
  set -eu
  umask 077

  # The kubelet keeps what a container says at its end, as the last line of the log
  report() { echo "{\\"store\\":\\"$RESTIC_HOST\\",$1}" | tee -a /dev/termination-log 2>/dev/null || true; }
  refuse() {
    report "\\"error\\":\\"$1\\""
    exit 1
  }

  # A Secret that was made from a file ends in a line break
  line() { printf '%s' "$(printenv "$1" || true)"; }
  RESTIC_PASSWORD="$(line RESTIC_PASSWORD)"
  AWS_ACCESS_KEY_ID="$(line AWS_ACCESS_KEY_ID)"
  AWS_SECRET_ACCESS_KEY="$(line AWS_SECRET_ACCESS_KEY)"
  export RESTIC_PASSWORD AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY

  repository() { restic \${S3_BUCKET_LOOKUP:+--option s3.bucket-lookup="$S3_BUCKET_LOOKUP"} "$@"; }

  # Exit codes of restic
  no_repository=10
  locked=11
  wrong_password=12
  is_there() {
    code=0
    repository cat config --no-lock >/dev/null || code=$?
    [ "$code" != "$wrong_password" ] || refuse 'the repository has another password'
    [ "$code" = 0 ] || [ "$code" = "$no_repository" ] || refuse 'the repository cannot be read'
    [ "$code" = 0 ]
  }

  # Locks older than half an hour go, and those of this pod, whose other containers have ended
  unlock() {
    repository unlock --quiet
    for lock in $(repository list locks --no-lock --quiet); do
      repository cat lock "$lock" --no-lock --quiet | grep -q "\\"hostname\\": *\\"$(hostname)\\"" || return 0
    done
    repository unlock --remove-all --quiet
  }
`

/** Stores the dump, and forgets what is too old: its arguments say what is kept. */
export const upload: Block = block`
  #!/bin/sh
  # Stores the dump as a snapshot, then deletes what is too old. It may run again at any time.
  . ${backupScripts}/restic.sh

  is_there || repository init --quiet
  cd ${dumpDirectory}/dump

  while true; do
    unlock
    code=0
    summary="$(repository backup --quiet --json --group-by host,tags --tag "$STORE_KIND" .)" || code=$?
    [ "$code" = "$locked" ] || break
    echo 'another run holds the lock of the repository' >&2
    sleep 60
  done
  [ "$code" = 0 ] || refuse 'the dump could not be stored'
  field() { printf '%s' "$summary" | sed -n "s/.*\\"$1\\":\\"\\{0,1\\}\\([^,\\"}]*\\).*/\\1/p"; }

  # The next run does what this one cannot, while another one reads
  pruned=true
  repository forget --quiet --prune --group-by host,tags --tag "$STORE_KIND" "$@" >&2 || code=$?
  [ "$code" != "$locked" ] || pruned=false
  report "\\"snapshot\\":\\"$(field snapshot_id | cut -c1-8)\\",\\"bytes\\":$(field total_bytes_processed),\\"stored\\":$(field data_added_packed),\\"pruned\\":$pruned"
  [ "$code" = 0 ] || [ "$code" = "$locked" ] || exit "$code"
`

/** Fetches the dump of a snapshot. */
export const fetch: Block = block`
  #!/bin/sh
  # Fetches the dump of a snapshot, and touches nothing else. It may run again at any time.
  . ${backupScripts}/restic.sh

  is_there || refuse 'there is no repository: no backup has been made'
  found="$(repository snapshots --no-lock --json --tag "$STORE_KIND" "$FROM")" || refuse 'the snapshots cannot be read'
  # That of the snapshot itself comes after those of the ones before it
  field() { printf '%s' "$found" | sed -n "s/.*\\"$1\\":\\"\\([^\\"]*\\)\\".*/\\1/p"; }
  snapshot="$(field short_id)"
  [ -n "$snapshot" ] || refuse "there is no snapshot $FROM: restic snapshots lists them"

  rm -rf ${dumpDirectory}/dump ${dumpDirectory}/fetched
  repository restore "$snapshot" --no-lock --quiet --target ${dumpDirectory}/fetched
  printf 'SNAPSHOT=%s\\nTAKEN=%s\\n' "$snapshot" "$(field time)" >${dumpDirectory}/snapshot
  mv ${dumpDirectory}/fetched ${dumpDirectory}/dump
`

/** The script that dumps, around what is the store's own. */
export const dump = (own: Block): Block => block`
  #!/bin/bash
  # Dumps the store into a directory that is there only once it is whole. It may run again at any time.
  set -euo pipefail
  umask 077
  rm -rf ${dumpDirectory}/dump ${dumpDirectory}/new ${dumpDirectory}/sums
  mkdir ${dumpDirectory}/new
  cd ${dumpDirectory}/new

  ${own}

  find . -type f -exec sha256sum {} + >${dumpDirectory}/sums
  mv ${dumpDirectory}/sums SHA256SUMS
  mv ${dumpDirectory}/new ${dumpDirectory}/dump
`

/** The script that brings a dump back, around what is the store's own. */
export const restore = (own: Block): Block => block`
  #!/bin/bash
  # Brings the dump back, or refuses to, before anything is touched. It may run again at any time.
  set -euo pipefail
  . ${dumpDirectory}/snapshot
  cd ${dumpDirectory}/dump

  # The kubelet keeps what a container says at its end, as the last line of the log
  report() {
    echo "{\\"store\\":\\"$STORE\\",\\"mode\\":\\"$MODE\\",\\"snapshot\\":\\"$SNAPSHOT\\",\\"taken\\":\\"$TAKEN\\",$1,\\"seconds\\":$SECONDS}" |
      tee -a /dev/termination-log 2>/dev/null || true
  }
  refuse() {
    report "\\"error\\":\\"\${1//[\\\\\\"]/}\\""
    exit 1
  }
  sha256sum --check --quiet SHA256SUMS || refuse 'the dump is not what it was when it was made'

  ${own}
`
