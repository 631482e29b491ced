import type { SecretContract } from '../platform/component.ts'

/** Name of a Secret in the cluster, for a release: `shop-postgresql-orders`. */
export function nameInRelease(
  { name, isWhole = false }: Pick<SecretContract, 'isWhole' | 'name'>,
  release: string,
): string {
  return isWhole ? name : `${release}-${name}`
}
