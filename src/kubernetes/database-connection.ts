import type { ComponentContext, ConnectionPoint, NamedVariable } from '../platform/component.ts'
import { text } from '../template/expression.ts'
import { scope } from '../template/scope.ts'
import { when } from '../template/structure.ts'
import type { ExternalAddress } from './external-address.ts'
import type { Naming } from './naming.ts'
import { connectionConfigMaps, connectionVariables, external } from './store.ts'
import type { StoreValues } from './store-values.ts'
import { urlVariables, whereabouts } from './url-connection.ts'

const { value } = scope<
  StoreValues & { readonly external: StoreValues['external'] & { readonly query: string } }
>()

/** Name of a client's database and of its owner: `user-profiles` has `user_profiles`. */
export function databaseName(client: string): string {
  return client.replaceAll('-', '_')
}

/** How the clients of one kind of database call it. */
export interface DatabaseNaming {
  /** Prefix of the variables: `DATABASE`. */
  readonly as: string
  /** What the name of the database is called after the prefix: `NAME`. */
  readonly database: string
  /** How a URL begins: `postgresql`. */
  readonly scheme: string
}

/** The variables of a database's client: the URL, and its parts before it. */
export function databaseVariables(
  to: ConnectionPoint,
  { as, database, scheme }: DatabaseNaming,
): readonly NamedVariable[] {
  return [
    ...connectionVariables(to, {
      [`${as}_HOST`]: 'host',
      [`${as}_PORT`]: 'port',
      [`${as}_${database}`]: 'database',
      [`${as}_USERNAME`]: 'username',
      [`${as}_PASSWORD`]: 'password',
    }),
    ...urlVariables(to, as, scheme),
  ]
}

/**
 * The connection ConfigMap of each client of a database, with the whole end of the URL, since only
 * here it is known. `query` ends that of an embedded server.
 */
export function databaseConnections(
  context: ComponentContext,
  names: Naming,
  { address }: ExternalAddress,
  { port, query = '' }: { readonly port: number; readonly query?: string },
): readonly unknown[] {
  return connectionConfigMaps(context, names, ({ name }) => {
    const database = databaseName(name)
    const inside = text`${names.fullname}:${port}/${database}${query}`
    const outside = text`${address}/${database}${value('external.query')}`
    return {
      ...whereabouts(names, port),
      'url-address': when(external, outside, inside),
      database,
      username: database,
    }
  })
}
