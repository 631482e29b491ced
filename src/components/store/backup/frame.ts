import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import type { Naming } from '../../../kubernetes/naming.ts'
import { clientLabel } from '../../../kubernetes/network/network-policy.ts'
import { imageReference } from '../../../kubernetes/pod/image.ts'
import { resourceCheck } from '../../../kubernetes/pod/resource-checks.ts'
import { resources } from '../../../kubernetes/pod/resources.ts'
import { containerSecurityContext } from '../../../kubernetes/pod/security.ts'
import { cronJob } from '../../../kubernetes/workload/cron-job.ts'
import { hashedJob, type JobPodOptions } from '../../../kubernetes/workload/hashed-job.ts'
import { and, choose, fail, not, text } from '../../../template/node/expression.ts'
import type { Block, Helper } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { when } from '../../../template/node/structure.ts'
import type { Expr, Templated, TemplatedItem } from '../../../template/node/templated.ts'
import type {
  BackupValues,
  ImageValues,
  ResourcesValues,
  RestoreValues,
} from '../../../values/types/definitions.ts'
import { embedded } from '../store.ts'
import { backupName } from './model.ts'
import { backupScripts } from './scripts.ts'

const { value } = scope<{
  readonly image: ImageValues
  readonly backup: Pick<
    BackupValues,
    'activeDeadlineSeconds' | 'backoffLimit' | 'enabled' | 'resources' | 'schedule'
  >
  readonly restore: RestoreValues
}>()

/** What backups add to the templates of a store. */
export interface BackupTemplates {
  readonly helpers: readonly Helper[]
  readonly files: Readonly<Record<string, readonly unknown[]>>
  readonly checks: readonly unknown[]
}

/** What differs between stores that restic backs up and those that back up themselves. */
export interface BackupFrame {
  /** Name of the store's component. */
  readonly store: string
  readonly names: Naming
  /** File → what it says: all of them are where the pods find their own. */
  readonly scripts: Readonly<Record<string, Block>>
  readonly backup: JobPodOptions
  readonly restore: (purpose: string, asked: RestoreRequest) => JobPodOptions
  /** Template files beside those of the CronJobs, of the Job and of the scripts. */
  readonly files: Readonly<Record<string, readonly unknown[]>>
  /** Refusals of values while there are backups, beside those of amounts. */
  readonly checks: readonly unknown[]
}

/** What a pod restores, and whether it is thrown away again. */
export interface RestoreRequest {
  readonly from: Expr<string> | string
  readonly mode: Expr<string> | string
}

/** The CronJob that makes backups, the Job that brings one back, the CronJob that rehearses it, and what they need. */
export function framedBackup(frame: BackupFrame): BackupTemplates {
  const { store, names } = frame
  const enabled = and(embedded, value('backup.enabled'))
  const restore = hashedJob({
    ...frame.restore('restore', {
      from: value('restore.from'),
      mode: choose(value('restore.rehearse'), 'rehearse', 'restore'),
    }),
    checksums: ['backup-configmap.yaml'],
    run: value('restore.run'),
    ...limitsOf('restore'),
  })
  const backups = cronJob({
    names,
    name: text`${names.fullname}-${backupName}`,
    schedule: value('backup.schedule'),
    concurrencyPolicy: 'Forbid',
    limits: limitsOf('backup'),
    pod: frame.backup,
  })
  const rehearsals = cronJob({
    names,
    name: text`${names.fullname}-rehearse`,
    schedule: value('restore.rehearsals.schedule'),
    concurrencyPolicy: 'Forbid',
    limits: limitsOf('restore'),
    pod: frame.restore('rehearse', { from: 'latest', mode: 'rehearse' }),
  })
  const files: BackupTemplates['files'] = {
    ...frame.files,
    'backup-configmap.yaml': [scripts(frame)],
    'backup-cronjob.yaml': [backups],
    'restore-job.yaml': [when(value('restore.from'), restore.document)],
    'rehearse-cronjob.yaml': [when(value('restore.rehearsals.enabled'), rehearsals)],
  }
  const amounts = (['backup', 'restore'] as const).map((one) =>
    resourceCheck(`${store}.${one}.resources`, value(`${one}.resources`)),
  )
  return {
    helpers: [restore.helper],
    files: Object.fromEntries(
      Object.entries(files).map(([file, all]) => [file, all.map((one) => when(enabled, one))]),
    ),
    checks: [
      ...[...frame.checks, ...amounts].map((one) => when(enabled, one)),
      when(
        and(embedded, not(value('backup.enabled')), value('restore.from')),
        fail(`${store}.restore.from needs ${store}.backup.enabled=true`),
      ),
    ],
  }
}

const limitsOf = (of: 'backup' | 'restore') => ({
  backoffLimit: value(`${of}.backoffLimit`),
  activeDeadlineSeconds: value(`${of}.activeDeadlineSeconds`),
})

const configMapName = (names: Naming): Expr<string> => text`${names.fullname}-${backupName}`

function scripts({ names, scripts: data }: BackupFrame): Templated<IConfigMap> {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: configMapName(names), labels: names.labels },
    data,
  }
}

/** What a pod of backups is beside its containers: it has the store's way through the network. */
export function framedPod(
  store: string,
  names: Naming,
  purpose: string,
  volumes: readonly TemplatedItem<IVolume>[],
): Omit<JobPodOptions, 'container'> {
  return {
    names,
    component: store,
    purpose,
    clientLabels: clientLabel(store),
    volumes: [{ name: 'scripts', configMap: { name: configMapName(names) } }, ...volumes],
  }
}

/** The volume of the scripts, in a container. */
export const scriptsMount: IVolumeMount = {
  name: 'scripts',
  mountPath: backupScripts,
  readOnly: true,
}

/** A script that runs in the image of the store, and what its container has. */
export interface ScriptContainer {
  readonly name: string
  /** Its file. */
  readonly script: string
  readonly env: readonly TemplatedItem<IEnvVar>[]
  readonly volumeMounts: readonly TemplatedItem<IVolumeMount>[]
  readonly amount: Expr<ResourcesValues>
}

/** A container of the store's image. */
export function scriptContainer({
  name,
  script,
  env,
  volumeMounts,
  amount,
}: ScriptContainer): Templated<IContainer> {
  return {
    name,
    image: imageReference(value('image')),
    imagePullPolicy: value('image.pullPolicy'),
    command: ['bash', `${backupScripts}/${script}`],
    env,
    resources: resources(amount),
    securityContext: containerSecurityContext,
    volumeMounts: [scriptsMount, ...volumeMounts],
  }
}

/** What a script that restores is told, beside what is the store's own. */
export function restoreEnvironment(
  names: Naming,
  { from, mode }: RestoreRequest,
  own: readonly TemplatedItem<IEnvVar>[] = [],
): readonly TemplatedItem<IEnvVar>[] {
  return [
    { name: 'STORE', value: names.fullname },
    { name: 'MODE', value: mode },
    ...own,
    { name: 'REQUEST', value: text`${from}/${value('restore.run')}` },
    { name: 'OVERWRITE', value: text`${value('restore.overwrite')}` },
  ]
}
