import type { Platform } from '../platform/define-platform.ts'
import { resolvePlatform } from '../platform/resolve.ts'
import type { ChartIdentity } from './chart-identity.ts'

/** A Secret that somebody makes before the release can run. */
export interface ExistingSecret {
  readonly kind: 'Secret'
  readonly name: string
  readonly keys: readonly string[]
}

/** The Secrets that a release reads, and does not render while `global.secrets.provider` is `existing`. */
export function secretContracts(
  platform: Platform,
  identity: ChartIdentity,
  release: string,
): readonly ExistingSecret[] {
  const { components } = resolvePlatform(identity.name, platform)
  const all = components.flatMap(({ component, context }) => component.secrets?.(context) ?? [])
  const keys = new Map<string, readonly string[]>()
  for (const contract of all)
    keys.set(contract.name, [...(keys.get(contract.name) ?? []), ...Object.keys(contract.keys)])
  return [...keys].map(([name, its]) => ({
    kind: 'Secret',
    name: `${release}-${name}`,
    keys: [...new Set(its)],
  }))
}
