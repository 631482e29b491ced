import type { ExternalAddress } from '../../kubernetes/external-address.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { connectionConfigMaps, external } from '../../kubernetes/store.ts'
import {
  accountVariables,
  urlScheme,
  urlVariables,
  whereabouts,
} from '../../kubernetes/url-connection.ts'
import type { ComponentContext, Connection, WaitContainer } from '../../platform/component.ts'
import { text } from '../../template/expression.ts'
import { when } from '../../template/structure.ts'
import { redisPort } from './contract.ts'

/** How clients reach a Redis server: `REDIS_URL`, and its parts. */
export function redisConnection(image: WaitContainer['image']): Connection {
  return {
    environment: (to) => {
      const as = to.as ?? 'REDIS'
      return [...accountVariables(to, as), ...urlVariables(to, as)]
    },
    wait: (to) => ({ image, command: wait, environment: accountVariables(to, 'REDIS') }),
  }
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
    ...urlScheme({ plain: 'redis', tls: 'rediss' }),
    ...whereabouts(names, redisPort),
    'url-address': when(external, text`${address}/0`, text`${names.fullname}:${redisPort}/0`),
    username: client.name,
  }))
}
