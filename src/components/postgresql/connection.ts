import { databaseConnections } from '../../kubernetes/database-connection.ts'
import type { ExternalAddress } from '../../kubernetes/external-address.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { external, storeParts } from '../../kubernetes/store.ts'
import type {
  ComponentContext,
  Connection,
  ConnectionPoint,
  WaitContainer,
} from '../../platform/component.ts'
import {
  connectionEnvironment,
  type NamedVariable,
  type PartSource,
} from '../../platform/connection-parts.ts'
import { replace } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { PostgreSQLValues } from '../../values/types/postgresql.ts'
import { postgresqlPort } from './contract.ts'

const { value } = scope<PostgreSQLValues>()

/** What the variables of a client may be made of. */
export type PostgresqlPart = Form | (typeof keys)[number] | 'password' | 'url-password'

const keys = [
  'host',
  'port',
  'address',
  'url-address',
  'database',
  'username',
  'query',
  'asyncpg-query',
] as const

const account = '{username}:{url-password}'

type Form = 'url' | 'asyncpg' | 'psycopg' | 'jdbc'

/** The forms that drivers want; docs/connections.md says which driver takes which. */
const forms: Readonly<Record<Form, string>> = {
  url: `postgresql://${account}@{url-address}`,
  /** SQLAlchemy with asyncpg, which knows `ssl` and no `sslmode`. */
  asyncpg: `postgresql+asyncpg://${account}@{address}/{database}{asyncpg-query}`,
  /** SQLAlchemy with psycopg 3. */
  psycopg: `postgresql+psycopg://${account}@{url-address}`,
  /** Java; user and password are properties of their own there. */
  jdbc: 'jdbc:postgresql://{url-address}',
}

const connection = {
  parts: (to: ConnectionPoint): Readonly<Record<PostgresqlPart, PartSource>> =>
    storeParts(to, keys, forms),
  prefix: () => 'DATABASE',
  variables: {
    HOST: '{host}',
    PORT: '{port}',
    NAME: '{database}',
    USERNAME: '{username}',
    PASSWORD: '{password}',
    URL_ADDRESS: '{url-address}',
    URL_PASSWORD: '{url-password}',
    URL: '{url}',
  },
} as const

/** How clients reach a PostgreSQL server: `DATABASE_URL`, and its parts. */
export function postgresqlConnection(image: WaitContainer['image']): Connection<PostgresqlPart> {
  return {
    ...connection,
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
  const variables = {
    PGHOST: '{host}',
    PGPORT: '{port}',
    PGDATABASE: '{database}',
    PGUSER: '{username}',
    PGPASSWORD: '{password}',
  }
  return [
    ...connectionEnvironment(variables, connection.parts(to), 'PG'),
    { name: 'PGCONNECT_TIMEOUT', value: '5' },
  ]
}

/** The embedded server speaks no TLS, and some drivers insist on it unless they are told. */
const query = '?sslmode=disable'

/** The connection ConfigMap of each client. */
export function postgresqlConnections(
  context: ComponentContext,
  names: Naming,
  address: ExternalAddress,
): readonly unknown[] {
  const outside = replace('sslmode=', 'ssl=', value('external.query'))
  return databaseConnections(context, names, address, connection, {
    port: postgresqlPort,
    query,
    onDemand: { 'asyncpg-query': when(external, outside, '?ssl=disable') },
  })
}
