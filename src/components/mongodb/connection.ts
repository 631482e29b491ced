import {
  type StorePart,
  databaseConnections,
  external,
  hasTls,
  storeParts,
} from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext, ConnectionPoint, WaitContainer } from '../../platform/component.ts'
import type { PartSource } from '../../platform/connection-parts.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { clientEnvironment } from '../../platform/connections.ts'
import { and, choose, fail, raw, replace, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { MongoDBValues } from './values.ts'
import { mongodbPort, replicaSet, tlsOptions } from './contract.ts'

const { value } = scope<MongoDBValues>()

/** What the variables of a client may be made of. */
export type MongodbPart = keyof typeof forms | (typeof keys)[number] | StorePart

const keys = ['host', 'port', 'address', 'url-address', 'database', 'username', 'query'] as const

const forms = { url: 'mongodb://{username}:{url-password}@{url-address}' } as const

const connection = {
  parts: (to: ConnectionPoint): Readonly<Record<MongodbPart, PartSource>> =>
    storeParts(to, keys, forms),
  prefix: () => 'MONGODB',
  variables: {
    HOST: '{host}',
    PORT: '{port}',
    DATABASE: '{database}',
    USERNAME: '{username}',
    PASSWORD: '{password}',
    URL_ADDRESS: '{url-address}',
    URL_PASSWORD: '{url-password}',
    URL: '{url}',
  },
} as const

/** How clients reach a MongoDB replica set: `MONGODB_URL`, and its parts. */
export const mongodbConnection: KindConnection<
  MongodbPart,
  { readonly image: WaitContainer['image'] }
> = {
  ...connection,
  holdsData: true,
  tls: true,
  wait: (to, { image }) => ({
    image,
    command: login,
    environment: clientEnvironment(connection, to),
    resources: shellResources,
  }),
}

/** Ends once this client can log in; the URL stays out of the arguments, which others may list. */
const login = [
  'sh',
  '-c',
  "until mongosh --nodb --norc --quiet --eval 'connect(process.env.MONGODB_URL).runCommand({ ping: 1 })'; do sleep 2; done",
] as const

/** mongosh is a Node.js program, which the usual 64Mi of a wait would end. */
const shellResources = {
  requests: { cpu: '50m', memory: '128Mi' },
  limits: { memory: '512Mi' },
} as const

/**
 * The connection ConfigMap of each client. The user is in the database that the URL names, so that
 * the URL needs no authSource.
 */
export function mongodbConnections(context: ComponentContext, names: Naming): readonly unknown[] {
  const tls = hasTls(context.name)
  const options = tlsOptions(context.name)
  const query = value('external.query')
  return databaseConnections(context, names, connection, {
    port: mongodbPort,
    query: text`?replicaSet=${replicaSet}${choose(tls, text`&${options}`, '')}`,
    outside: choose(tls, text`?${options}${replace('?', '&', query)}`, query),
  })
}

/** Refuses a query that says of TLS what `global.tls` says. */
export function queryCheck(store: string): unknown {
  const saysTls = raw('boolean', (query: string) =>
    /[?&](ssl|tls)=/.test(query),
  )`regexMatch "[?&](ssl|tls)=" ${value('external.query')}`
  return when(
    and(external, hasTls(store), saysTls),
    fail(
      `global.tls.${store}.enabled gives clients tls=true: remove tls from ${store}.external.query`,
    ),
  )
}
