import {
  type StorePart,
  connectionConfigMaps,
  external,
  externalAddress,
  hostAndPort,
  storeParts,
  urlScheme,
  whereabouts,
  waitEnvironment,
} from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { localPlace } from '../../platform/ambassador.ts'
import type { ComponentContext, ConnectionPoint, WaitContainer } from '../../platform/component.ts'
import type { PartSource } from '../../platform/connection-parts.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { text } from '../../template/node/expression.ts'
import { when } from '../../template/node/structure.ts'
import { redisPort } from './contract.ts'

/** What the variables of a client may be made of. */
export type RedisPart = keyof typeof forms | (typeof keys)[number] | StorePart

const keys = ['scheme', 'host', 'port', 'address', 'url-address', 'username'] as const

const forms = { url: '{scheme}://{username}:{url-password}@{url-address}' } as const

const connection = {
  parts: (to: ConnectionPoint): Readonly<Record<RedisPart, PartSource>> =>
    storeParts(to, keys, forms),
  prefix: 'REDIS',
  variables: {
    SCHEME: '{scheme}',
    HOST: '{host}',
    PORT: '{port}',
    USERNAME: '{username}',
    PASSWORD: '{password}',
    URL_ADDRESS: '{url-address}',
    URL_PASSWORD: '{url-password}',
    URL: '{url}',
  },
} as const

/** How clients reach a Redis server: `REDIS_URL`, and its parts. */
export const redisConnection: KindConnection<
  RedisPart,
  { readonly image: WaitContainer['image'] }
> = {
  ...connection,
  tls: true,
  local: (_, port) => {
    const place = localPlace(port)
    return { ...place, scheme: 'redis', 'url-address': `${place.address}/0`, 'ca-file': '' }
  },
  wait: (to, { image }) => ({
    image,
    command: wait,
    environment: waitEnvironment(connection, to, [
      'SCHEME',
      'HOST',
      'PORT',
      'USERNAME',
      'PASSWORD',
    ]),
  }),
}

/**
 * Ends once the server answers this client. Behind TLS without a CA of its own (`external.tls`) it only
 * sees whether the port is open, since the image has no certificates to trust.
 */
const wait = [
  'bash',
  '-c',
  `answers() {
  if [ "$REDIS_SCHEME" = rediss ] && [ -z "$REDIS_CA_FILE" ]; then
    (: <"/dev/tcp/$REDIS_HOST/$REDIS_PORT") 2>/dev/null
  else
    REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli -h "$REDIS_HOST" -p "$REDIS_PORT" \\
      \${REDIS_CA_FILE:+--tls --cacert "$REDIS_CA_FILE" --sni "$REDIS_HOST"} \\
      --user "$REDIS_USERNAME" ping | grep -qx PONG
  fi
}
until answers; do sleep 2; done
`,
] as const

/** The connection ConfigMap of each client; its URL ends in the number of the database. */
export function redisConnections(context: ComponentContext, names: Naming): readonly unknown[] {
  return connectionConfigMaps(context, names, connection, (client) => ({
    always: {
      ...urlScheme(context.name, { plain: 'redis', tls: 'rediss' }),
      ...whereabouts(names, redisPort),
      'url-address': when(
        external,
        text`${externalAddress}/0`,
        text`${names.fullname}:${redisPort}/0`,
      ),
      username: client.name,
    },
    onDemand: hostAndPort(names, redisPort),
  }))
}
