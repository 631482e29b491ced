import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import type { Naming } from '../../../kubernetes/naming.ts'
import { imageReference } from '../../../kubernetes/pod/image.ts'
import { resources } from '../../../kubernetes/pod/resources.ts'
import { containerSecurityContext } from '../../../kubernetes/pod/security.ts'
import type { JobPodOptions } from '../../../kubernetes/workload/hashed-job.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import { text } from '../../../template/node/expression.ts'
import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import type { Expr, Templated, TemplatedItem } from '../../../template/node/templated.ts'
import type {
  BackupValues,
  ResourcesValues,
  RestoreValues,
} from '../../../values/types/definitions.ts'
import {
  framedPod,
  restoreEnvironment,
  type RestoreRequest,
  scriptContainer,
  scriptsMount,
} from './frame.ts'
import { backupName } from './model.ts'
import { backupScripts, dumpDirectory } from './scripts.ts'
import {
  cacheDirectory,
  repositoryEnvironment,
  repositoryMount,
  repositoryVolume,
} from './target.ts'

const { value } = scope<{
  readonly backup: BackupValues
  readonly restore: RestoreValues
  readonly persistence: { readonly size: string }
}>()

/** What differs from store to store. */
export interface StoreBackup {
  /** Name of the kind, by which its snapshots are told from others. */
  readonly kind: string
  /** Writes the dump into the working directory, as the account that may do no more. */
  readonly dump: StoreScript
  /**
   * Brings it back from there: in `MODE` restore once for each `REQUEST`, over data only if `OVERWRITE` is
   * true, and in rehearse beside it. It ends with `report`, or with `refuse`.
   */
  readonly restore: StoreScript
}

/** Lines of bash that run in the image of the store, and what their container has. */
export interface StoreScript {
  readonly script: Block
  readonly env: readonly TemplatedItem<IEnvVar>[]
  readonly volumes?: readonly TemplatedItem<IVolume>[]
  readonly volumeMounts?: readonly TemplatedItem<IVolumeMount>[]
}

/** A store, and its backups. */
export interface BackedUp extends StoreBackup {
  readonly context: ComponentContext
  readonly names: Naming
}

/** It dumps by the tool of the store, then stores the dump. */
export function backupPod(store: BackedUp): JobPodOptions {
  const amount = value('backup.resources')
  const keep = (['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const).map(
    (one) => text`--keep-${one}=${value(`backup.keep.${one}`)}`,
  )
  return {
    ...podOf(store, backupName, store.dump),
    initContainers: [storeContainer('dump', store.dump, amount)],
    container: repositoryContainer(store, { name: 'upload', args: keep, amount }),
  }
}

/** It fetches the dump, then brings it back. */
export function restorePod(store: BackedUp, purpose: string, asked: RestoreRequest): JobPodOptions {
  const amount = value('restore.resources')
  const env = [...restoreEnvironment(store.names, asked), ...store.restore.env]
  return {
    ...podOf(store, purpose, store.restore),
    initContainers: [
      repositoryContainer(store, {
        name: 'fetch',
        env: [{ name: 'FROM', value: asked.from }],
        amount,
      }),
    ],
    container: storeContainer('restore', { ...store.restore, env }, amount),
  }
}

function podOf(
  { context, names }: BackedUp,
  purpose: string,
  { volumes = [] }: StoreScript,
): Omit<JobPodOptions, 'container'> {
  return framedPod(context.name, names, purpose, [
    { name: 'backup', emptyDir: { sizeLimit: value('persistence.size') } },
    { name: 'cache', emptyDir: {} },
    { name: 'tmp', emptyDir: {} },
    repositoryVolume,
    ...volumes,
  ])
}

const dumpMount: IVolumeMount = { name: 'backup', mountPath: dumpDirectory }

function storeContainer(
  name: 'dump' | 'restore',
  { env, volumeMounts = [] }: StoreScript,
  amount: Expr<ResourcesValues>,
): Templated<IContainer> {
  return scriptContainer({
    name,
    script: `${name}.sh`,
    env,
    volumeMounts: [dumpMount, { name: 'tmp', mountPath: '/tmp' }, ...volumeMounts],
    amount,
  })
}

interface RepositoryContainer {
  readonly name: 'fetch' | 'upload'
  readonly args?: readonly Templated<string>[]
  readonly env?: readonly TemplatedItem<IEnvVar>[]
  readonly amount: Expr<ResourcesValues>
}

function repositoryContainer(
  { context, names, kind }: BackedUp,
  { name, args, env = [], amount }: RepositoryContainer,
): Templated<IContainer> {
  return {
    name,
    image: imageReference(value('backup.image')),
    imagePullPolicy: value('backup.image.pullPolicy'),
    command: ['sh', `${backupScripts}/${name}.sh`],
    ...(args ? { args } : {}),
    env: [
      ...env,
      { name: 'STORE_KIND', value: kind },
      ...repositoryEnvironment(context.name, names),
    ],
    resources: resources(amount),
    securityContext: containerSecurityContext,
    volumeMounts: [
      scriptsMount,
      dumpMount,
      { name: 'cache', mountPath: cacheDirectory },
      repositoryMount,
    ],
  }
}
