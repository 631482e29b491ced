import type { Account } from '../../platform/component.ts'
import { databaseName } from '../store/index.ts'

/** Name of an account's keyspace: `user-profiles` has `user_profiles`. */
export function keyspaceOf({ name, clients }: Account): string {
  const said = clients.map(({ edge }) => edge.keyspace).find((keyspace) => keyspace !== undefined)
  return said ?? databaseName(name)
}
