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
import { and, text } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { RedisValues } from '../../values/types/redis.ts'
import { redisPort } from './contract.ts'

const { value } = scope<RedisValues>()

/** How clients reach a Redis server: `REDIS_URL`, and its parts. */
export function redisConnection(image: WaitContainer['image']): Connection {
  return { environment, wait: (to) => ({ image, command: wait, environment: parts(to, 'REDIS') }) }
}

function environment(to: ConnectionPoint): readonly NamedVariable[] {
  const { store, client, as = 'REDIS' } = to
  const account = `$(${as}_USERNAME):$(${as}_URL_PASSWORD)`
  return [
    ...parts(to, as),
    fromConnection(`${as}_URL_ADDRESS`, store, client, 'url-address'),
    fromCredentials(`${as}_URL_PASSWORD`, store, client, 'url-password'),
    { name: `${as}_URL`, value: `$(${as}_SCHEME)://${account}@$(${as}_URL_ADDRESS)` },
  ]
}

function parts({ store, client }: ConnectionPoint, as: string): readonly NamedVariable[] {
  return [
    fromConnection(`${as}_SCHEME`, store, client, 'scheme'),
    fromConnection(`${as}_HOST`, store, client, 'host'),
    fromConnection(`${as}_PORT`, store, client, 'port'),
    fromConnection(`${as}_USERNAME`, store, client, 'username'),
    fromCredentials(`${as}_PASSWORD`, store, client, 'password'),
  ]
}

/**
 * Ends once the server answers this client. Behind TLS it only sees whether the port is open, since
 * the image has no certificates to trust.
 */
const wait = [
  'bash',
  '-c',
  `answers() {
  if [ "$REDIS_SCHEME" = rediss ]; then
    (: <"/dev/tcp/$REDIS_HOST/$REDIS_PORT") 2>/dev/null
  else
    REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli -h "$REDIS_HOST" -p "$REDIS_PORT" \\
      --user "$REDIS_USERNAME" ping | grep -qx PONG
  fi
}
until answers; do sleep 2; done
`,
] as const

/** The connection ConfigMap of each client; its URL ends in the number of the database. */
export function redisConnections(
  context: ComponentContext,
  names: Naming,
  { address }: ExternalAddress,
): readonly unknown[] {
  return connectionConfigMaps(context, names, (client) => ({
    scheme: when(and(external, value('external.tls')), 'rediss', 'redis'),
    host: when(external, value('external.host'), names.fullname),
    port: when(external, text`${value('external.port')}`, String(redisPort)),
    'url-address': when(external, text`${address}/0`, text`${names.fullname}:${redisPort}/0`),
    username: client.name,
  }))
}
