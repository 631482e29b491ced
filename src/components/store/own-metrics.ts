import type { Schema } from '../../schema/schema.ts'

/** What a person may say of a store whose server has metrics of its own. */
export interface OwnMetricsOptions {
  /** Whether its metrics are fetched, as `global.monitoring` says. Default: false. */
  readonly metrics?: boolean
}

/** What may be said of them. */
export const ownMetricsOption: Schema = { type: 'boolean' }
