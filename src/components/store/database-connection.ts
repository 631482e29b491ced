import type { ComponentContext, Connection } from '../../platform/component.ts'
import { text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import { externalAddress } from './external-address.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { connectionConfigMaps, external } from './store.ts'
import type { StoreValues } from './store-values.ts'
import { hostAndPort, whereabouts } from './url-connection.ts'

const { value } = scope<
  StoreValues & { readonly external: StoreValues['external'] & { readonly query: string } }
>()

/** Name of a client's database and of its owner: `user-profiles` has `user_profiles`. */
export function databaseName(client: string): string {
  return client.replaceAll('-', '_')
}

/** What a database's clients are told beside the place and the account. */
export interface DatabaseConnectionOptions {
  readonly port: number
  /** End of an embedded server's URL. */
  readonly query?: Expr<string> | string
  /** End of an external server's URL. Default: the value `external.query`. */
  readonly outside?: Expr<string>
  /** Further keys, for the clients that ask for them. */
  readonly onDemand?: Readonly<Record<string, Templated<string>>>
  /** Further keys of one account. Default: none. */
  readonly further?: (account: string) => Readonly<Record<string, Templated<string>>>
}

/**
 * The connection ConfigMap of each client of a database, with the whole end of the URL, since only
 * here it is known.
 */
export function databaseConnections(
  context: ComponentContext,
  names: Naming,
  connection: Pick<Connection, 'parts' | 'variables'>,
  {
    port,
    query = '',
    outside: end = value('external.query'),
    onDemand = {},
    further = () => ({}),
  }: DatabaseConnectionOptions,
): readonly unknown[] {
  return connectionConfigMaps(context, names, connection, ({ name }) => {
    const database = databaseName(name)
    const inside = text`${names.fullname}:${port}/${database}${query}`
    const outside = text`${externalAddress}/${database}${end}`
    return {
      always: {
        ...whereabouts(names, port),
        'url-address': when(external, outside, inside),
        database,
        username: database,
        ...further(name),
      },
      onDemand: {
        ...hostAndPort(names, port),
        query: when(external, end, query),
        ...onDemand,
      },
    }
  })
}
