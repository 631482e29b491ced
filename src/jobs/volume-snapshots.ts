import { job, type JobOptions } from '../components/job/job.ts'
import type { JobValues } from '../components/job/values.ts'
import type { Component } from '../platform/component.ts'

/** What a person may say of snapshots of volumes by the clock. */
export interface VolumeSnapshotsOptions extends Pick<JobOptions, 'gid' | 'uid' | 'values'> {
  /**
   * Claims whose volumes are taken, in the namespace of the job; `{release}` stands for the name of the release:
   * `{release}-postgresql-data`, `data-{release}-cassandra-0`. The value `config.CLAIMS`.
   */
  readonly claims: readonly [string, ...string[]]
  /** Five cron fields or a word such as `@hourly`: the value `schedule.cron`. Default: 02:30 each day. */
  readonly schedule?: string
  /** Snapshots of each claim that stay, the newest that are ready: the value `config.KEEP`. Default: 7. */
  readonly keep?: number
  /** VolumeSnapshotClass: the value `config.CLASS`. Default: that of the cluster. */
  readonly class?: string
  /** An image with a shell and curl. Default: that of curl's makers, on Alpine. */
  readonly image?: string
}

/** What it may do in its namespace; of claims and pods it may not even know. */
const rules = [
  {
    apiGroups: ['snapshot.storage.k8s.io'],
    resources: ['volumesnapshots'],
    verbs: ['create', 'delete', 'get', 'list'],
  },
] as const

const script = '/etc/volume-snapshots/take.sh'

/**
 * A job that takes a VolumeSnapshot of each claim by the clock, waits until the CSI driver says that it is ready, and
 * deletes the oldest ones. Snapshots stay when the job, or the release, goes.
 */
export function volumeSnapshots(
  options: VolumeSnapshotsOptions,
): Component<'job', JobValues, readonly []> {
  const {
    claims,
    schedule = '30 2 * * *',
    keep = 7,
    class: className = '',
    values,
    ...own
  } = options
  if (!Number.isInteger(keep) || keep < 1) {
    throw new TypeError(
      `volumeSnapshots keeps ${keep}: set keep to how many of each claim stay, 1 at least`,
    )
  }
  return job({
    image: 'docker.io/curlimages/curl:8.17.0',
    ...own,
    schedule,
    rules,
    command: ['sh', script],
    files: { [script]: { text: take } },
    values: {
      activeDeadlineSeconds: 3600,
      backoffLimit: 2,
      resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
      ...values,
      config: { CLAIMS: claims.join(' '), KEEP: String(keep), CLASS: className, ...values?.config },
      env: {
        RELEASE: { fieldRef: { fieldPath: "metadata.labels['app.kubernetes.io/instance']" } },
        ...values?.env,
      },
    },
  })
}

/**
 * Names are those of the claims with the time behind them, by which the newest are found: what somebody else has
 * called otherwise stays. A container that starts again takes the same ones. A snapshot that is not ready counts for
 * none, so that a driver that fails deletes nothing that is good.
 */
const take = String.raw`#!/bin/sh
# Takes a snapshot of each claim, then deletes what is too old. It may run again at any time.
set -eu

account=/var/run/secrets/kubernetes.io/serviceaccount
case "$KUBERNETES_SERVICE_HOST" in
  *:*) host="[$KUBERNETES_SERVICE_HOST]" ;;
  *) host="$KUBERNETES_SERVICE_HOST" ;;
esac
snapshots="https://$host:$KUBERNETES_SERVICE_PORT/apis/snapshot.storage.k8s.io/v1/namespaces/$(cat "$account/namespace")/volumesnapshots"

# The answer, and its code on a line of its own
ask() {
  printf 'Authorization: Bearer %s\nContent-Type: application/json\n' "$(cat "$account/token")" |
    curl --silent --show-error --max-time 60 --cacert "$account/ca.crt" --header @- --write-out '\n%{http_code}' "$@"
}
refuse() {
  echo "$1" >&2
  exit 1
}
answer() {
  answered="$(ask "$@")"
  code="$(printf '%s' "$answered" | tail -n 1)"
}
expect() {
  case " $1 " in
    *" $code "*) ;;
    *) refuse "$answered" ;;
  esac
}
is_ready() { printf '%s' "$answered" | tr -d ' \n' | grep -q '"readyToUse":true'; }

case "$KEEP" in
  '' | 0* | *[!0-9]*) refuse "KEEP is $KEEP: set it to how many snapshots stay, 1 at least" ;;
esac
[ -n "$CLAIMS" ] || refuse 'CLAIMS is empty: name the claims to take snapshots of'

# One that has begun goes on in the container that comes after
[ -s /tmp/now ] || date -u +%Y%m%d%H%M%S >/tmp/now
now="$(cat /tmp/now)"
claims="$(printf '%s' "$CLAIMS" | sed "s/{release}/$RELEASE/g")"

class=''
[ -z "$CLASS" ] || class="\"volumeSnapshotClassName\": \"$CLASS\", "
for claim in $claims; do
  answer --request POST "$snapshots" --data "{
    \"apiVersion\": \"snapshot.storage.k8s.io/v1\", \"kind\": \"VolumeSnapshot\",
    \"metadata\": {\"name\": \"$claim-$now\"},
    \"spec\": {$class\"source\": {\"persistentVolumeClaimName\": \"$claim\"}}
  }"
  expect '201 409'
done

for claim in $claims; do
  while true; do
    answer "$snapshots/$claim-$now"
    expect 200
    ! is_ready || break
    printf '%s' "$answered" | tr -d '\n' | sed -n 's/.*"message": *"\([^"]*\)".*/\1/p' >&2
    sleep 10
  done
  echo "$claim-$now is ready"

  answer "$snapshots"
  expect 200
  kept=0
  names="\"name\": *\"\($(printf '%s' "$claim" | sed 's/[.]/[.]/g')-[0-9]\{14\}\)\""
  for name in $(printf '%s' "$answered" | tr ',{' '\n\n' | sed -n "s/^ *$names.*/\1/p" | sort -ru); do
    if [ "$kept" = "$KEEP" ]; then
      answer --request DELETE "$snapshots/$name"
      expect '200 202 404'
      echo "$name is deleted"
    else
      answer "$snapshots/$name"
      expect '200 404'
      ! is_ready || kept=$((kept + 1))
    fi
  done
done
`
