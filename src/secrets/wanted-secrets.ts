import type { Conditions, SecretContract } from '../platform/component.ts'
import { nameInRelease } from './name-in-release.ts'
import type { ResolvedPlatform } from '../platform/resolve.ts'
import { valueAt } from '../values/value-at.ts'
import { get } from '../helm/merge/coalesce.ts'
import { isMap, type Values } from '../values/value.ts'

/** A Secret that a release reads under some values. */
export interface WantedSecret extends Pick<SecretContract, 'type' | 'keys'> {
  /** Name without the release's: `postgresql-orders`; or a whole one. */
  readonly short: string
  /** Name in the cluster: `shop-postgresql-orders`. */
  readonly name: string
  /** Key of its namespace; absent for that of the release. */
  readonly namespace?: string
  /** Whether a server outside the cluster knows its passwords already, so that none is made up. */
  readonly isKnown: boolean
  /** Values whose change makes the release take over another password. */
  readonly takenOverBy: readonly string[]
}

/** The Secrets that a release reads under some values, whoever makes them. */
export function wantedSecrets(
  { components }: ResolvedPlatform,
  values: Values,
  release: string,
): readonly WantedSecret[] {
  return components.flatMap(({ component, context }) => {
    const its = get(values, context.name)
    if (!isMap(its) || its['enabled'] !== true) return []
    const global = get(values, 'global')
    const own = isMap(global) ? { ...its, global } : its
    return (component.secrets?.(context) ?? [])
      .filter(({ neededWith = {} }) => hold(neededWith, own))
      .map((contract) => {
        const { name, type, keys, knownWith, takenOverBy = [] } = contract
        const isKnown = knownWith !== undefined && hold(knownWith, own)
        return {
          short: name,
          name: nameInRelease(contract, release),
          keys,
          isKnown,
          takenOverBy: takenOverBy.filter(
            (path) => !isKnown || !path.startsWith(`${context.name}.`),
          ),
          ...(context.namespace === undefined ? {} : { namespace: context.namespace }),
          ...(type === undefined ? {} : { type }),
        }
      })
  })
}

function hold(conditions: Conditions, values: Values): boolean {
  return Object.entries(conditions).every(
    ([path, wanted]) => valueAt(values, path.split('.')) === wanted,
  )
}
