import { databaseConnections, databaseVariables } from '../../kubernetes/database-connection.ts'
import type { ExternalAddress } from '../../kubernetes/external-address.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { connectionVariables } from '../../kubernetes/store.ts'
import type {
  ComponentContext,
  Connection,
  ConnectionPoint,
  NamedVariable,
  WaitContainer,
} from '../../platform/component.ts'
import { postgresqlPort } from './contract.ts'

/** How clients reach a PostgreSQL server: `DATABASE_URL`, and its parts. */
export function postgresqlConnection(image: WaitContainer['image']): Connection {
  return {
    environment: (to) =>
      databaseVariables(to, {
        as: to.as ?? 'DATABASE',
        database: 'NAME',
        scheme: 'postgresql',
      }),
    wait: (to) => ({ image, command: login, environment: psqlVariables(to) }),
  }
}

/** Ends once this client can log in to its own database, which the provisioning Job makes. */
const login = [
  'sh',
  '-c',
  "until psql --no-psqlrc --quiet --output=/dev/null --command='SELECT 1'; do sleep 2; done",
] as const

/** The variables that psql itself reads. */
function psqlVariables(to: ConnectionPoint): readonly NamedVariable[] {
  return [
    ...connectionVariables(to, {
      PGHOST: 'host',
      PGPORT: 'port',
      PGDATABASE: 'database',
      PGUSER: 'username',
      PGPASSWORD: 'password',
    }),
    { name: 'PGCONNECT_TIMEOUT', value: '5' },
  ]
}

/** The connection ConfigMap of each client. */
export function postgresqlConnections(
  context: ComponentContext,
  names: Naming,
  address: ExternalAddress,
): readonly unknown[] {
  return databaseConnections(context, names, address, { port: postgresqlPort })
}
