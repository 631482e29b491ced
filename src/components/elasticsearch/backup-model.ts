import type { SecretContract } from '../../platform/component.ts'
import type { DeepPartial } from '../../schema/deep-partial.ts'
import type { Schema } from '../../schema/schema.ts'
import { backupSecretName, type OwnAccount, ownAccounts, password } from '../store/index.ts'
import type { ExporterOptions } from '../store/index.ts'
import type { ElasticsearchValues } from './values.ts'

/** What a person may say of the backups of an Elasticsearch cluster. */
export interface SnapshotOptions {
  /**
   * Snapshots of all indices on a schedule, in the repository of the values `snapshots`, and their restore;
   * `true` leaves the rest to the values below `backup`. Default: false.
   */
  readonly backup?: boolean | SnapshotPlan
}

/** When snapshots are made, and how many are kept: the values of the same names. */
export interface SnapshotPlan {
  /** Five cron fields or a word such as `@daily`: the value `backup.schedule.cron`. Default: 02:30 each day. */
  readonly schedule?: string
  /** Number of the newest ones. Default: 14. */
  readonly keep?: number
}

/** What may be said of it; what the values may be is the schema's. */
export const snapshotOption: Schema = {
  type: ['boolean', 'object'],
  additionalProperties: false,
  properties: { schedule: { type: 'string', minLength: 1 }, keep: { type: 'integer' } },
}

/** What an Elasticsearch cluster has of its own. */
export type ElasticsearchOwn = ExporterOptions & SnapshotOptions

/** Whether it has backups. */
export function hasSnapshots({ backup = false }: SnapshotOptions): boolean {
  return backup !== false
}

/** Its users that are no client's. */
export function ownUsers(model: ElasticsearchOwn): readonly OwnAccount[] {
  return ownAccounts({ ...model, backup: hasSnapshots(model) })
}

/** What the model sets below the values. */
export function snapshotSet({ backup }: SnapshotOptions): DeepPartial<ElasticsearchValues> {
  if (typeof backup !== 'object') return {}
  const { schedule, keep } = backup
  return {
    backup: {
      ...(schedule === undefined ? {} : { schedule: { cron: schedule } }),
      ...(keep === undefined ? {} : { keep }),
    },
  }
}

/** The contract of the Secret of the account that makes them. */
export function snapshotSecrets(model: SnapshotOptions, store: string): readonly SecretContract[] {
  if (!hasSnapshots(model)) return []
  return [
    {
      name: backupSecretName(store),
      neededWith: { mode: 'embedded', 'backup.enabled': true },
      takenOverBy: [`${store}.provisioning.run`],
      keys: { password: password(`password of the account that makes snapshots of ${store}`) },
    },
  ]
}
