import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { resourceCheck } from '../../../kubernetes/pod/resource-checks.ts'
import { cronJob } from '../../../kubernetes/workload/cron-job.ts'
import { hashedJob } from '../../../kubernetes/workload/hashed-job.ts'
import { and, choose, fail, not, text } from '../../../template/node/expression.ts'
import type { Helper } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { when } from '../../../template/node/structure.ts'
import type { Templated } from '../../../template/node/templated.ts'
import type { BackupValues, RestoreValues } from '../../../values/types/definitions.ts'
import { embedded } from '../store.ts'
import { backupName } from './model.ts'
import { type BackedUp, backupPod, configMapName, restorePod } from './pods.ts'
import { dump, fetch, repository, restore, upload } from './scripts.ts'
import { backupCredentials, targetChecks, targetPolicy } from './target.ts'

const { value } = scope<{
  readonly backup: BackupValues
  readonly restore: RestoreValues
}>()

/** What backups add to the templates of a store. */
export interface BackupTemplates {
  readonly helpers: readonly Helper[]
  readonly files: Readonly<Record<string, readonly unknown[]>>
  readonly checks: readonly unknown[]
}

/** The CronJob that makes backups of a store, the Job that brings one back, and what they need. */
export function backupTemplates(store: BackedUp): BackupTemplates {
  const { context, names } = store
  const enabled = and(embedded, value('backup.enabled'))
  const job = hashedJob({
    ...restorePod(store, 'restore', {
      from: value('restore.from'),
      mode: choose(value('restore.rehearse'), 'rehearse', 'restore'),
    }),
    checksums: ['backup-configmap.yaml'],
    run: value('restore.run'),
    ...limitsOf('restore'),
  })
  const purposes = [backupName, 'restore', 'rehearse']
  const files = {
    'backup-configmap.yaml': [scripts(store)],
    'backup-secret.yaml': backupCredentials(names, context.name),
    'backup-cronjob.yaml': [
      cronJob({
        names,
        name: text`${names.fullname}-${backupName}`,
        schedule: value('backup.schedule'),
        concurrencyPolicy: 'Forbid',
        limits: limitsOf('backup'),
        pod: backupPod(store),
      }),
    ],
    'backup-networkpolicy.yaml': [targetPolicy(names, context.name, purposes)],
    'restore-job.yaml': [when(value('restore.from'), job.document)],
    'rehearse-cronjob.yaml': [rehearsals(store)],
  }
  return {
    helpers: [job.helper],
    files: Object.fromEntries(
      Object.entries(files).map(([file, all]) => [file, all.map((one) => when(enabled, one))]),
    ),
    checks: [
      ...[
        ...targetChecks(context.name),
        ...(['backup', 'restore'] as const).map((one) =>
          resourceCheck(`${context.name}.${one}.resources`, value(`${one}.resources`)),
        ),
      ].map((one) => when(enabled, one)),
      when(
        and(embedded, not(value('backup.enabled')), value('restore.from')),
        fail(`${context.name}.restore.from needs ${context.name}.backup.enabled=true`),
      ),
    ],
  }
}

function rehearsals(store: BackedUp): unknown {
  const { names } = store
  const document = cronJob({
    names,
    name: text`${names.fullname}-rehearse`,
    schedule: value('restore.rehearsals.schedule'),
    concurrencyPolicy: 'Forbid',
    limits: limitsOf('restore'),
    pod: restorePod(store, 'rehearse', { from: 'latest', mode: 'rehearse' }),
  })
  return when(value('restore.rehearsals.enabled'), document)
}

const limitsOf = (of: 'backup' | 'restore') => ({
  backoffLimit: value(`${of}.backoffLimit`),
  activeDeadlineSeconds: value(`${of}.activeDeadlineSeconds`),
})

function scripts({ names, ...store }: BackedUp): Templated<IConfigMap> {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: configMapName(names), labels: names.labels },
    data: {
      'restic.sh': repository,
      'dump.sh': dump(store.dump.script),
      'upload.sh': upload,
      'fetch.sh': fetch,
      'restore.sh': restore(store.restore.script),
    },
  }
}
