import type { Account } from '../../platform/component.ts'

/**
 * How the names of an account's indices begin. No component has `_` in its name, so that no default is the
 * beginning of another one, as `order-` is of `order-mail-`.
 */
export function prefixOf({ name, clients }: Account): string {
  const said = clients.map(({ edge }) => edge.prefix).find((prefix) => prefix !== undefined)
  return said ?? `${name}_`
}
