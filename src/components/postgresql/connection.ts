import type { ExternalAddress } from '../../kubernetes/external-address.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import {
  connectionConfigMaps,
  external,
  fromConnection,
  fromCredentials,
} from '../../kubernetes/store.ts'
import type {
  ComponentContext,
  Connection,
  ConnectionPoint,
  NamedVariable,
  WaitContainer,
} from '../../platform/component.ts'
import { text } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { PostgreSQLValues } from '../../values/types/postgresql.ts'
import { databaseName, postgresqlPort } from './contract.ts'

const { value } = scope<PostgreSQLValues>()

/** How clients reach a PostgreSQL server: `DATABASE_URL`, and its parts. */
export function postgresqlConnection(image: WaitContainer['image']): Connection {
  return { environment, wait: (to) => ({ image, command: login, environment: psqlVariables(to) }) }
}

function environment({
  store,
  client,
  as = 'DATABASE',
}: ConnectionPoint): readonly NamedVariable[] {
  const url = `$(${as}_USERNAME):$(${as}_URL_PASSWORD)@$(${as}_URL_ADDRESS)`
  return [
    fromConnection(`${as}_HOST`, store, client, 'host'),
    fromConnection(`${as}_PORT`, store, client, 'port'),
    fromConnection(`${as}_NAME`, store, client, 'database'),
    fromConnection(`${as}_USERNAME`, store, client, 'username'),
    fromCredentials(`${as}_PASSWORD`, store, client, 'password'),
    fromConnection(`${as}_URL_ADDRESS`, store, client, 'url-address'),
    fromCredentials(`${as}_URL_PASSWORD`, store, client, 'url-password'),
    { name: `${as}_URL`, value: `postgresql://${url}` },
  ]
}

/** Ends once this client can log in to its own database, which the provisioning Job makes. */
const login = [
  'sh',
  '-c',
  "until psql --no-psqlrc --quiet --output=/dev/null --command='SELECT 1'; do sleep 2; done",
] as const

/** The variables that psql itself reads. */
function psqlVariables({ store, client }: ConnectionPoint): readonly NamedVariable[] {
  return [
    fromConnection('PGHOST', store, client, 'host'),
    fromConnection('PGPORT', store, client, 'port'),
    fromConnection('PGDATABASE', store, client, 'database'),
    fromConnection('PGUSER', store, client, 'username'),
    fromCredentials('PGPASSWORD', store, client, 'password'),
    { name: 'PGCONNECT_TIMEOUT', value: '5' },
  ]
}

/** The connection ConfigMap of each client; the end of the URL is whole, since only here it is known. */
export function postgresqlConnections(
  context: ComponentContext,
  names: Naming,
  { address }: ExternalAddress,
): readonly unknown[] {
  return connectionConfigMaps(context, names, (client) => {
    const database = databaseName(client.name)
    const inside = text`${names.fullname}:${postgresqlPort}/${database}`
    const outside = text`${address}/${database}${value('external.query')}`
    return {
      host: when(external, value('external.host'), names.fullname),
      port: when(external, text`${value('external.port')}`, String(postgresqlPort)),
      'url-address': when(external, outside, inside),
      database,
      username: database,
    }
  })
}
