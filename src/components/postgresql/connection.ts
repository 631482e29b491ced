import {
  type StorePart,
  caFile,
  connectionName,
  databaseConnections,
  embedded,
  external,
  externalAddress,
  hasTls,
  storeParts,
} from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { localPlace } from '../../platform/ambassador.ts'
import type { ComponentContext, ConnectionPoint, WaitContainer } from '../../platform/component.ts'
import { connectionEnvironment, type PartSource } from '../../platform/connection-parts.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { and, choose, defaultTo, fail, raw, replace, text } from '../../template/node/expression.ts'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { Expr, TemplatedItem } from '../../template/node/templated.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { PostgreSQLValues } from './values.ts'
import { postgresqlPort } from './contract.ts'
import type { SqlOptions } from './sql/model.ts'
import { hasRun } from './sql/script.ts'
import { readonlyService, type StandbyOptions } from './standby/model.ts'

const { value } = scope<PostgreSQLValues>()

/** What the variables of a client may be made of. */
export type PostgresqlPart = Form | (typeof keys)[number] | StorePart

const keys = [
  'host',
  'port',
  'address',
  'url-address',
  'database',
  'username',
  'query',
  'asyncpg-query',
  'ssl-mode',
  'readonly-host',
  'readonly-address',
  'readonly-query',
] as const

const account = '{username}:{url-password}'

type Form = 'url' | 'asyncpg' | 'psycopg' | 'jdbc' | 'readonly-url'

/** The forms that drivers want; docs/connections.md says which driver takes which. */
const forms: Readonly<Record<Form, string>> = {
  url: `postgresql://${account}@{url-address}`,
  /** SQLAlchemy with asyncpg, which knows `ssl` and no `sslmode`. */
  asyncpg: `postgresql+asyncpg://${account}@{address}/{database}{asyncpg-query}`,
  /** SQLAlchemy with psycopg 3. */
  psycopg: `postgresql+psycopg://${account}@{url-address}`,
  /** Java; user and password are properties of their own there. */
  jdbc: 'jdbc:postgresql://{url-address}',
  /** Where there are standbys, they answer it; elsewhere, the server itself. */
  'readonly-url': `postgresql://${account}@{readonly-address}/{database}{readonly-query}`,
}

const connection = {
  parts: (to: ConnectionPoint): Readonly<Record<PostgresqlPart, PartSource>> =>
    storeParts(to, keys, forms),
  prefix: 'DATABASE',
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
export const postgresqlConnection: KindConnection<
  PostgresqlPart,
  SqlOptions & { readonly image: WaitContainer['image'] }
> = {
  ...connection,
  holdsData: true,
  tls: true,
  local: (_, port) => {
    const place = localPlace(port)
    return {
      ...place,
      'url-address': `${place.address}/{database}?sslmode=disable`,
      query: '?sslmode=disable',
      'asyncpg-query': '?ssl=disable',
      'ssl-mode': 'disable',
      'ca-file': '',
    }
  },
  wait: (to, { image, sql }) =>
    sql === undefined
      ? { image, command: answers("'SELECT 1'"), environment: psqlVariables(to) }
      : {
          image,
          command: answers('"$READY_QUERY"'),
          environment: [...psqlVariables(to), readyQuery(to)],
        },
}

/**
 * Ends once this client can log in to its own database, which the provisioning Job makes, and gets an answer
 * to a query there.
 */
function answers(query: string): readonly string[] {
  const ask = `psql --no-psqlrc --quiet --output=/dev/null --command=${query}`
  return ['sh', '-c', `until ${ask}; do sleep 2; done`]
}

/** What to ask where the Job runs files of the project; for whom it does, the store's own chart knows. */
function readyQuery({ store, client }: ConnectionPoint): TemplatedItem<IEnvVar> {
  const configMapKeyRef = { name: connectionName(store, client), key: readyQueryKey }
  return { name: 'READY_QUERY', valueFrom: { configMapKeyRef } }
}

const readyQueryKey = 'ready-query'

/** The variables that psql itself reads. */
function psqlVariables(to: ConnectionPoint): readonly TemplatedItem<IEnvVar>[] {
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
    when(hasTls(to.store), { name: 'PGSSLMODE', value: 'verify-full' }),
    when(hasTls(to.store), { name: 'PGSSLROOTCERT', value: caFile(to.store) }),
  ]
}

/**
 * What the end of the URL says of TLS. Without it the embedded server has none, and some drivers insist
 * on it unless they are told; a server outside has what its `query` says.
 */
function tlsParts(store: string): Readonly<Record<'inside' | 'outside' | OnDemand, Expr<string>>> {
  const tls = hasTls(store)
  const query = value('external.query')
  const further = replace('?', '&', query)
  const verified = text`?sslmode=verify-full&sslrootcert=${caFile(store)}`
  const unverified = choose(external, defaultTo(sslModeIn(query), 'prefer'), 'disable')
  const asyncpg = choose(external, asyncpgQuery(query), '?ssl=disable')
  return {
    inside: choose(tls, verified, '?sslmode=disable'),
    outside: choose(tls, text`${verified}${further}`, query),
    'asyncpg-query': choose(
      tls,
      choose(external, text`?ssl=verify-full${further}`, '?ssl=verify-full'),
      asyncpg,
    ),
    'ssl-mode': choose(tls, 'verify-full', unverified),
  }
}

type OnDemand = 'asyncpg-query' | 'ssl-mode'

/** SQLAlchemy hands each parameter on to asyncpg, which has `ssl`, and takes the CA from `PGSSLROOTCERT` alone. */
function asyncpgQuery(query: Expr<string>): Expr<string> {
  const withoutCa = raw('string', (text: string) =>
    text.replaceAll(/sslrootcert=[^&]*&?/g, '').replace(/&$/, ''),
  )`trimSuffix "&" (regexReplaceAll "sslrootcert=[^&]*&?" ${query} "")`
  return replace('sslmode=', 'ssl=', withoutCa)
}

/** What the query of a URL says of TLS, if anything. */
function sslModeIn(query: Expr<string>): Expr<string> {
  const found = raw(
    'string',
    (text: string) => /sslmode=[a-z-]+/.exec(text)?.[0] ?? '',
  )`regexFind "sslmode=[a-z-]+" ${query}`
  return replace('sslmode=', '', found)
}

const saysTls = (query: Expr<string>): Expr<boolean> =>
  raw('boolean', (text: string) =>
    /(sslmode|sslrootcert)=/.test(text),
  )`regexMatch "(sslmode|sslrootcert)=" ${query}`

/** Refuses a query that says of TLS what `global.tls` says. */
export function queryCheck(store: string): unknown {
  return when(
    and(external, hasTls(store), saysTls(value('external.query'))),
    fail(
      `global.tls.${store}.enabled gives clients sslmode=verify-full and the CA: remove sslmode and sslrootcert from ${store}.external.query`,
    ),
  )
}

/** The connection ConfigMap of each client. */
export function postgresqlConnections(
  context: ComponentContext,
  names: Naming,
  { sql, standbys = false }: SqlOptions & StandbyOptions,
): readonly unknown[] {
  const filesRun = and(embedded, value('provisioning.enabled'))
  const { inside, outside, ...tls } = tlsParts(context.name)
  const onDemand = { ...tls, 'readonly-query': choose(external, outside, inside) }
  return databaseConnections(context, names, connection, {
    port: postgresqlPort,
    query: inside,
    outside,
    onDemand: { ...onDemand, ...(standbys ? {} : samePlace(names)) },
    further: (account) => ({
      ...(standbys ? readonlyPlace(readonlyService(context.name)) : {}), // which reads a value
      ...(sql === undefined
        ? {}
        : {
            [readyQueryKey]:
              sql[account] === undefined ? 'SELECT 1' : choose(filesRun, hasRun, 'SELECT 1'),
          }),
    }),
  })
}

type ReadonlyPlace = Readonly<Record<'readonly-address' | 'readonly-host', Expr<string>>>

/** Without standbys, what only reads is answered by the server itself. */
function samePlace({ fullname }: Naming): ReadonlyPlace {
  const address = text`${fullname}:${postgresqlPort}`
  return {
    'readonly-host': choose(external, value('external.host'), fullname),
    'readonly-address': choose(external, externalAddress, address),
  }
}

/** Where it is answered otherwise. */
function readonlyPlace(inside: Expr<string>): ReadonlyPlace {
  const own = value('external.readonlyHost')
  const isIpv6 = raw('boolean', (host: string) => host.includes(':'))`contains ":" ${own}`
  const ownAddress = text`${choose(isIpv6, text`[${own}]`, own)}:${value('external.port')}`
  return {
    'readonly-host': choose(external, defaultTo(own, value('external.host')), inside),
    'readonly-address': choose(
      external,
      choose(own, ownAddress, externalAddress),
      text`${inside}:${postgresqlPort}`,
    ),
  }
}
