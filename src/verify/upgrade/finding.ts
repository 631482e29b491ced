import type { Owner } from './owner.ts'
import type { Outcome } from './outcome.ts'

/** A field, or a whole object, that somebody else changed or owns, and what an upgrade does with it. */
export interface Finding {
  /** `Deployment/shop-orders`. */
  readonly object: string
  /** `spec.template.spec.containers[orders].image`; empty where it is about the whole object. */
  readonly field: string
  /** The value there; absent where there is none, and where it is secret. */
  readonly there?: unknown
  /** The value that the chart wants; absent where it wants none, and where it is secret. */
  readonly wanted?: unknown
  readonly isSecret?: true
  /** Nobody where the field was removed: nothing keeps a record of that. */
  readonly owners: readonly Owner[]
  readonly helm3: Outcome
  readonly helm4: Outcome
  /** An upgrade that stops is an error, one that changes something back a warning. */
  readonly severity?: 'error' | 'warning'
  /** Values with which the chart renders what is there. */
  readonly keep?: Keep
}

/** Values that keep a field as it is. */
export interface Keep {
  /** Values by their paths: `{ 'orders.replicas': 5 }`; absent where they are secret. */
  readonly values?: Readonly<Record<string, unknown>>
  /** The same for the command line: `--set orders.replicas=5`. */
  readonly options: string
  /** Why the chart refuses these values, where it does. */
  readonly refused?: string
}

/** How bad a finding is for whoever upgrades with these versions of Helm. */
export function severityOf(
  { helm3, helm4 }: Pick<Finding, 'helm3' | 'helm4'>,
  helms: readonly string[],
): Finding['severity'] {
  const outcomes = [
    ...(helms.some((version) => version.startsWith('3.')) ? [helm3] : []),
    ...(helms.some((version) => !version.startsWith('3.')) ? [helm4] : []),
  ]
  if (outcomes.some((one) => one === 'conflict' || one === 'refuses')) return 'error'
  return outcomes.some((one) => changes.includes(one)) ? 'warning' : undefined
}

const changes: readonly Outcome[] = ['restores', 'removes', 'creates']
