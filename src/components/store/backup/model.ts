import type { SecretContract } from '../../../platform/component.ts'
import type { DeepPartial } from '../../../schema/deep-partial.ts'
import type { Schema } from '../../../schema/schema.ts'
import type {
  BackupTargetValues,
  BackupValues,
  KeepValues,
} from '../../../values/types/definitions.ts'
import { bucketKeys } from '../bucket.ts'
import { password, type Takeover } from '../store.ts'

/** What a person may say of a store that may have backups. */
export interface BackupOptions {
  /**
   * Backups by restic on a schedule, which an account of its own dumps, and their restore; `true` leaves
   * the rest to the values below `backup`. Default: false.
   */
  readonly backup?: boolean | BackupPlan
}

/** When backups are made, how many are kept, and where: the values of the same names. */
export interface BackupPlan {
  /** Five cron fields or a word such as `@daily`: the value `backup.schedule.cron`. Default: 02:30 each day. */
  readonly schedule?: string
  /** Default: `{ daily: 7, weekly: 4, monthly: 6 }`. */
  readonly keep?: Partial<KeepValues>
  /** `{ type: 'claim', claimName: 'backups' }`, or `{ s3: { bucket: 'shop-backups' } }`. */
  readonly target?: DeepPartial<BackupTargetValues>
}

/** What may be said of it; what the values may be is the schema's. */
export const backupOption: Schema = {
  type: ['boolean', 'object'],
  additionalProperties: false,
  properties: {
    schedule: { type: 'string', minLength: 1 },
    keep: { type: 'object' },
    target: { type: 'object' },
  },
}

/** Name of the account that dumps, and of the pods that do. */
export const backupName = 'backup' as const

/** Whether a store has backups. */
export function hasBackup({ backup = false }: BackupOptions): boolean {
  return backup !== false
}

/** The feature of the schema, as `x-when` names it. */
export function backupFeatures(model: BackupOptions): readonly string[] {
  return hasBackup(model) ? ['backup'] : []
}

/** What the model sets below the values. */
export function backupSet({ backup }: BackupOptions): {
  readonly backup?: DeepPartial<BackupValues>
} {
  if (typeof backup !== 'object') return {}
  const { schedule, keep, target } = backup
  return {
    backup: {
      ...(schedule === undefined ? {} : { schedule: { cron: schedule } }),
      ...(keep ? { keep } : {}),
      ...(target ? { target } : {}),
    },
  }
}

/** Name of the Secret with the passwords of its account and of its repository, after the release's. */
export const backupSecretName = (store: string): string => `${store}-${backupName}`

/** Name of the Secret with the keys of its bucket. */
export const bucketSecretName = (store: string): string => `${backupSecretName(store)}-s3`

/** The contracts of its Secrets. */
export function backupSecrets(
  model: BackupOptions,
  store: string,
  takeover: Takeover,
): readonly SecretContract[] {
  if (!hasBackup(model)) return []
  const neededWith = { mode: 'embedded', 'backup.enabled': true } as const
  return [
    {
      name: backupSecretName(store),
      neededWith,
      takenOverBy: [`${store}.${takeover}`],
      keys: {
        password: password(`password of the account that dumps ${store}`),
        'repository-password': {
          ...password(`password that the backups of ${store} are encrypted with`),
          lasting: true,
        },
      },
    },
    {
      name: bucketSecretName(store),
      neededWith: { ...neededWith, 'backup.target.type': 's3' },
      keys: bucketKeys(`the backups of ${store}`),
    },
  ]
}
