import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { SecretContract } from '../../platform/component.ts'
import { and, eq, fail, json, not, text } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, when } from '../../template/node/structure.ts'
import type { Expr, TemplatedItem } from '../../template/node/templated.ts'
import { bucketCheck, bucketKeys, bucketPolicy, bucketSecret, embedded } from '../store/index.ts'
import type { ElasticsearchValues } from './values.ts'
import { keyDirectory, snapshotDirectory } from './paths.ts'

const { value } = scope<ElasticsearchValues>()

const onVolume: Expr<boolean> = eq(value('snapshots.type'), 'fs')
const inBucket: Expr<boolean> = eq(value('snapshots.type'), 's3')

/** Name of the Secret with the keys of the bucket, without the release. */
const keysOf = (store: string): string => `${store}-s3`

/** The settings of elasticsearch.yml about the repository. */
export const snapshotSettings: Block = block`
  ${when(onVolume, block`path.repo: ${snapshotDirectory}`)}
  ${when(
    inBucket,
    block`
      s3.client.default.region: ${value('snapshots.s3.region')}
      s3.client.default.path_style_access: ${value('snapshots.s3.pathStyleAccess')}
      ${when(value('snapshots.s3.endpoint'), block`s3.client.default.endpoint: ${value('snapshots.s3.endpoint')}`)}
    `,
  )}
`

/** The lines of a script that put the keys of the bucket into the keystore of a node. */
export const keepKeys = (keystore: string): Block => block`
  ${when(
    inBucket,
    block`
      for key in access_key secret_key; do
        ${keystore} add --force --stdin "s3.client.default.$key" <"${keyDirectory}/\${key/_/-}"
      done
    `,
  )}
`

/** The lines of a script that make the repository, or change it. */
export const makeRepository: Block = block`
  ${when(
    onVolume,
    block`
      put /_snapshot/snapshots <<<'{ "type": "fs", "settings": { "location": "${snapshotDirectory}" } }'
    `,
  )}
  ${when(
    inBucket,
    block`
      put /_snapshot/snapshots <<<'{ "type": "s3", "settings": { "bucket": ${json(value('snapshots.s3.bucket'))}, "base_path": ${json(value('snapshots.s3.basePath'))} } }'
    `,
  )}
`

/** What the pods of the nodes mount for it. */
export const snapshotMounts: readonly TemplatedItem<IVolumeMount>[] = [
  when(onVolume, { name: 'snapshots', mountPath: snapshotDirectory }),
  when(inBucket, { name: 's3', mountPath: keyDirectory, readOnly: true }),
]

/** The volumes of these. */
export const snapshotVolumes = (store: string): readonly TemplatedItem<IVolume>[] => [
  when(onVolume, {
    name: 'snapshots',
    persistentVolumeClaim: { claimName: value('snapshots.claimName') },
  }),
  when(inBucket, { name: 's3', secret: { secretName: secretName(keysOf(store)) } }),
]

/** The Secret with the keys of the bucket. */
export function snapshotSecret(store: string, names: Naming): readonly unknown[] {
  const path = `${store}.snapshots.s3`
  const secret = bucketSecret(names, keysOf(store), value('snapshots.s3'), path)
  return secret.map((one) => when(inBucket, one))
}

/** Its contract. */
export const snapshotContract = (store: string): SecretContract => ({
  name: keysOf(store),
  neededWith: { mode: 'embedded', 'snapshots.type': 's3' },
  takenOverBy: [`${store}.podAnnotations.rotated`],
  keys: bucketKeys('snapshots'),
})

/** The way to the bucket. */
export function snapshotPolicy(names: Naming): unknown {
  const pods = { matchLabels: names.selectorLabels }
  return when(
    inBucket,
    bucketPolicy(names, text`${names.fullname}-s3`, pods, value('snapshots.s3')),
  )
}

/** Refuses a repository that is nowhere. */
export function snapshotChecks(name: string): readonly unknown[] {
  const refuse = (type: Expr<boolean>, missing: Expr<string>, advice: string): unknown =>
    when(and(embedded, type, not(missing)), fail(`${name}.snapshots.${advice}`))
  return [
    refuse(
      onVolume,
      value('snapshots.claimName'),
      'type is fs: set claimName to a claim that all nodes can mount',
    ),
    refuse(
      inBucket,
      value('snapshots.s3.bucket'),
      'type is s3: set s3.bucket to the name of the bucket',
    ),
    when(and(embedded, inBucket), bucketCheck(value('snapshots.s3'), `${name}.snapshots.s3`)),
  ]
}
