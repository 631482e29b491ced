import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import { credentials, secretName } from '../../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../../kubernetes/naming.ts'
import {
  and,
  choose,
  defaultTo,
  eq,
  fail,
  not,
  or,
  text,
} from '../../../template/node/expression.ts'
import { componentPods } from '../../../kubernetes/network/network-policy.ts'
import { scope } from '../../../template/node/scope.ts'
import { when } from '../../../template/node/structure.ts'
import type { Expr, TemplatedItem } from '../../../template/node/templated.ts'
import type { BackupValues } from '../../../values/types/definitions.ts'
import { bucketCheck, bucketPolicy, bucketSecret } from '../bucket.ts'
import { backupName, backupSecretName, bucketSecretName } from './model.ts'

const { value } = scope<{ readonly backup: BackupValues }>()

/** Whether the snapshots are in a bucket. */
export const inBucket: Expr<boolean> = eq(value('backup.target.type'), 's3')

const onVolume: Expr<boolean> = eq(value('backup.target.type'), 'claim')

const repositoryDirectory = '/repository'

/** Where restic keeps what it knows of the repository, and what it is about to store. */
export const cacheDirectory = '/cache'

/** What restic is told of the repository. */
export function repositoryEnvironment(
  store: string,
  names: Naming,
): readonly TemplatedItem<IEnvVar>[] {
  const path = defaultTo(value('backup.target.path'), text`${names.namespace}/${names.fullname}`)
  const s3 = 'backup.target.s3'
  const amazon = text`https://s3.${value(`${s3}.region`)}.amazonaws.com`
  const base = choose(value(`${s3}.basePath`), text`${value(`${s3}.basePath`)}/`, '')
  const bucket = text`${defaultTo(value(`${s3}.endpoint`), amazon)}/${value(`${s3}.bucket`)}`
  const key = (secret: string, name: string) => ({
    secretKeyRef: { name: secretName(secret), key: name },
  })
  return [
    when(inBucket, { name: 'RESTIC_REPOSITORY', value: text`s3:${bucket}/${base}${path}` }),
    when(onVolume, { name: 'RESTIC_REPOSITORY', value: text`${repositoryDirectory}/${path}` }),
    {
      name: 'RESTIC_PASSWORD',
      valueFrom: key(backupSecretName(store), 'repository-password'),
    },
    { name: 'RESTIC_HOST', value: names.fullname },
    { name: 'RESTIC_CACHE_DIR', value: cacheDirectory },
    { name: 'TMPDIR', value: cacheDirectory },
    when(inBucket, {
      name: 'AWS_ACCESS_KEY_ID',
      valueFrom: key(bucketSecretName(store), 'access-key'),
    }),
    when(inBucket, {
      name: 'AWS_SECRET_ACCESS_KEY',
      valueFrom: key(bucketSecretName(store), 'secret-key'),
    }),
    when(inBucket, { name: 'AWS_DEFAULT_REGION', value: value(`${s3}.region`) }),
    when(inBucket, {
      name: 'S3_BUCKET_LOOKUP',
      value: choose(value(`${s3}.pathStyleAccess`), 'path', 'auto'),
    }),
  ]
}

/** Where it is mounted, on a volume. */
export const repositoryMount: TemplatedItem<IVolumeMount> = when(onVolume, {
  name: 'repository',
  mountPath: repositoryDirectory,
})

/** The volume: a claim that is there, since one that a CronJob alone mounts would stay Pending. */
export const repositoryVolume: TemplatedItem<IVolume> = when(onVolume, {
  name: 'repository',
  persistentVolumeClaim: { claimName: value('backup.target.claimName') },
})

/** The Secrets of the account, of the repository and of the bucket. */
export function backupCredentials(names: Naming, store: string): readonly unknown[] {
  const bucket = bucketSecret(
    names,
    bucketSecretName(store),
    value('backup.target.s3'),
    `${store}.backup.target.s3`,
  )
  return [
    ...credentials(names, secretName(backupSecretName(store)), {
      password: { inline: value('backup.password'), path: `${store}.backup.password` },
      'repository-password': {
        inline: value('backup.repositoryPassword'),
        path: `${store}.backup.repositoryPassword`,
      },
    }),
    ...bucket.map((one) => when(inBucket, one)),
  ]
}

/** The way to the bucket, for the pods that dump and those that restore. */
export function targetPolicy(names: Naming, store: string, purposes: readonly string[]): unknown {
  const pods = {
    ...componentPods(store),
    matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'In', values: purposes }],
  }
  const name = text`${names.fullname}-${backupName}-s3`
  return when(inBucket, bucketPolicy(names, name, pods, value('backup.target.s3')))
}

/** Refuses backups that are nowhere, and such that are not kept. */
export function targetChecks(store: string): readonly unknown[] {
  const refuse = (condition: Expr<boolean>, advice: string): unknown =>
    when(condition, fail(`${store}.backup.${advice}`))
  const kept = (['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const).map((one) =>
    value(`backup.keep.${one}`),
  )
  return [
    refuse(
      and(inBucket, not(value('backup.target.s3.bucket'))),
      'target.type is s3: set target.s3.bucket to the name of the bucket',
    ),
    when(inBucket, bucketCheck(value('backup.target.s3'), `${store}.backup.target.s3`)),
    refuse(
      and(onVolume, not(value('backup.target.claimName'))),
      'target.type is claim: set target.claimName to a claim that exists',
    ),
    refuse(not(or(...kept)), 'keep keeps no snapshot: set daily, or another one, to more than 0'),
  ]
}
