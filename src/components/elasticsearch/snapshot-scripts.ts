import type { Block } from '../../template/node/node.ts'
import { block } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import { backupName, passwordDirectory } from '../store/index.ts'
import { asking } from './login.ts'

/** What both begin with. Names of snapshots are the time at which they were begun, which no other one has. */
const start = (store: string, host: Expr<string>, caFile: string, user?: string): Block => block`
  set -euo pipefail

  ${asking(store, host, caFile, user)}
  # The kubelet keeps what a container says at its end, as the last line of the log
  report() { echo "{\\"store\\":\\"$STORE\\",$1,\\"seconds\\":$SECONDS}" | tee -a /dev/termination-log 2>/dev/null || true; }
  refuse() {
    report "\\"error\\":\\"$1\\""
    exit 1
  }
  # json PATH METHOD [OPTION …]: sends standard input
  json() {
    local path="$1" method="$2"
    shift 2
    ask "$path" --request "$method" --data-binary @- "$@" --header 'Content-Type: application/json'
  }
  # snapshots STATE: those that have it, the oldest first
  snapshots() {
    ask "/_cat/snapshots/snapshots?h=id,status&s=id" | sed -nE "s/^([0-9]{14}) +($1) *$/\\\\1/p"
  }
  # The last that the provisioning Job makes is the repository
  until snapshots SUCCESS >/dev/null; do sleep 5; done
`

/**
 * Makes a snapshot. One whose pod is gone goes on by itself, and one that lacks a shard is deleted: nobody takes it
 * for whole.
 */
export const snapshot = (store: string, host: Expr<string>, caFile: string): Block => block`
  #!/bin/bash
  # Makes a snapshot of all indices, then deletes the oldest ones. It may run again at any time.
  ${start(store, host, caFile, backupName)}

  name="$(date --utc +%Y%m%d%H%M%S)"
  answer="$(json "/_snapshot/snapshots/$name?wait_for_completion=true" PUT <<<'{ "indices": ["*", "-rehearse-*"], "include_global_state": false, "feature_states": ["none"] }')"
  field() { sed -nE "s/.*\\"$1\\":\\"?([^,\\"}]*).*/\\\\1/p" <<<"$answer"; }

  { snapshots 'PARTIAL|FAILED|INCOMPATIBLE'; snapshots SUCCESS | head --lines="-$KEEP"; } | while read -r old; do
    ask "/_snapshot/snapshots/$old" --request DELETE --output /dev/null
  done
  [ "$(field state)" = SUCCESS ] || refuse "the snapshot ended as $(field state): a shard could not be read"
  report "\\"snapshot\\":\\"$name\\",\\"shards\\":$(field successful)"
`

/**
 * A cluster setting that Elasticsearch keeps for what people want to know has the request: it tells its own half
 * from the data of others.
 */
export const restore = (store: string, host: Expr<string>, caFile: string): Block => block`
  #!/bin/bash
  # Brings the indices of a snapshot back, or refuses to, before anything is touched. It may run again at any time.
  ${start(store, host, caFile)}

  if [ "$FROM" = latest ]; then
    snapshot="$(snapshots SUCCESS | tail --lines=1)"
  else
    snapshot="$(snapshots SUCCESS | grep -Fx -- "$FROM" || true)"
  fi
  [ -n "$snapshot" ] || refuse "there is no snapshot $FROM: GET /_cat/snapshots/snapshots lists them"
  mapfile -t indices < <(ask "/_snapshot/snapshots/$snapshot?filter_path=snapshots.indices" | grep -oE '"[^"]+"' | sed -n '3,$s/"//gp')
  [ "\${#indices[@]}" -gt 0 ] || refuse "the snapshot $snapshot holds no index"

  state="$(ask '/_cluster/settings?flat_settings=true&filter_path=persistent' | sed -nE 's/.*"cluster.metadata.restored":"([^"]*)".*/\\1/p')"
  mark() { json /_cluster/settings PUT --output /dev/null <<<"{ \\"persistent\\": { \\"cluster.metadata.restored\\": \\"$REQUEST $1\\" } }"; }
  if [ "$MODE" = restore ] && [ "$state" = "$REQUEST done" ]; then
    report '"done":"before"'
    exit
  fi
  there="$(ask '/_cat/indices?h=index,docs.count&expand_wildcards=all')"
  if [ "$MODE" = restore ] && [ "$OVERWRITE" != true ] && [ "$state" != "$REQUEST begun" ]; then
    while read -r index count; do
      if [[ " \${indices[*]} " == *" $index "* && \${count:-0} != 0 ]]; then
        refuse "index $index holds $count documents: set restore.overwrite to true to replace it"
      fi
    done <<<"$there"
  fi

  remove() { ask "/$1?ignore_unavailable=true" --request DELETE --output /dev/null; }
  if [ "$MODE" = restore ]; then
    mark begun
    for index in "\${indices[@]}"; do remove "$index"; done
    more=''
  else
    grep -oE '^rehearse-[^ ]+' <<<"$there" | while read -r left; do remove "$left"; done || true
    more=', "include_aliases": false, "rename_pattern": "(.+)", "rename_replacement": "rehearse-$1"'
    indices=("\${indices[@]/#/rehearse-}")
  fi
  answer="$(json "/_snapshot/snapshots/$snapshot/_restore?wait_for_completion=true" POST <<<"{ \\"include_global_state\\": false, \\"feature_states\\": [\\"none\\"]$more }")"
  grep -q '"failed":0' <<<"$answer" || refuse "not all shards came back: $(sed 's/"//g' <<<"$answer")"

  documents=0
  for index in "\${indices[@]}"; do
    count="$(ask "/_cat/count/$index?h=count")"
    documents=$((documents + count))
    if [ "$MODE" = rehearse ]; then remove "$index"; fi
  done
  if [ "$MODE" = restore ]; then mark done; fi
  report "\\"mode\\":\\"$MODE\\",\\"snapshot\\":\\"$snapshot\\",\\"indices\\":\${#indices[@]},\\"documents\\":$documents"
`

/** Gives it a user who may make, list and delete snapshots, and see the names of indices, and no document. */
export const snapshotAccount: Block = block`
  account ${backupName} ${passwordDirectory}/${backupName} <<END
  {
    "cluster": ["create_snapshot", "cluster:admin/snapshot/delete"],
    "indices": [{ "names": ["*"], "privileges": ["view_index_metadata"], "allow_restricted_indices": false }]
  }
  END
`
