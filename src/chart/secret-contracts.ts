import type { ResolvedPlatform } from '../platform/resolve.ts'
import { nameInRelease } from '../secrets/name-in-release.ts'

/** A Secret that somebody makes before the release can run. */
export interface ExistingSecret {
  readonly kind: 'Secret'
  readonly name: string
  readonly keys: readonly string[]
}

/** The Secrets that a release reads, and does not render while `global.secrets.provider` is `existing`. */
export function secretContracts(
  { components }: ResolvedPlatform,
  release: string,
): readonly ExistingSecret[] {
  const all = components.flatMap(({ component, context }) => component.secrets?.(context) ?? [])
  const keys = new Map<string, readonly string[]>()
  for (const contract of all) {
    const name = nameInRelease(contract, release)
    keys.set(name, [...(keys.get(name) ?? []), ...Object.keys(contract.keys)])
  }
  return [...keys].map(([name, its]) => ({
    kind: 'Secret',
    name,
    keys: [...new Set(its)],
  }))
}
