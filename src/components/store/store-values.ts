import type { WorkloadValues } from '../../kubernetes/workload/workload-values.ts'

/** The values that every store of the catalogue has, under the same keys. */
export interface StoreValues extends Pick<WorkloadValues, 'global'> {
  readonly mode: 'embedded' | 'external'
  readonly external: {
    readonly host: string
    readonly port: number
    readonly cidrs: readonly string[]
  }
  readonly clients: Readonly<Record<string, { readonly password: string }>>
}
