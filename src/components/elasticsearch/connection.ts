import {
  connectionConfigMaps,
  hostAndPort,
  type StorePart,
  storeParts,
  urlScheme,
  waitEnvironment,
  whereabouts,
} from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext, ConnectionPoint, WaitContainer } from '../../platform/component.ts'
import type { PartSource } from '../../platform/connection-parts.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { ports } from './contract.ts'
import { prefixOf } from './prefix.ts'

/** What the variables of a client may be made of. */
export type ElasticsearchPart = keyof typeof forms | (typeof keys)[number] | StorePart

const keys = ['scheme', 'host', 'port', 'address', 'username', 'index-prefix'] as const

const forms = {
  url: '{scheme}://{username}:{url-password}@{address}',
  endpoint: '{scheme}://{address}',
} as const

const connection = {
  parts: (to: ConnectionPoint): Readonly<Record<ElasticsearchPart, PartSource>> =>
    storeParts(to, keys, forms),
  prefix: 'ELASTICSEARCH',
  variables: {
    SCHEME: '{scheme}',
    HOST: '{host}',
    PORT: '{port}',
    USERNAME: '{username}',
    PASSWORD: '{password}',
    INDEX_PREFIX: '{index-prefix}',
    URL_ADDRESS: '{address}',
    URL_PASSWORD: '{url-password}',
    URL: '{url}',
  },
} as const

/** How clients reach an Elasticsearch cluster: `ELASTICSEARCH_URL`, its parts, and how their indices begin. */
export const elasticsearchConnection: KindConnection<
  ElasticsearchPart,
  { readonly image: WaitContainer['image'] }
> = {
  ...connection,
  tls: true,
  wait: (to, { image }) => ({
    image,
    command: wait,
    environment: waitEnvironment(connection, to, ['SCHEME', 'URL_ADDRESS', 'USERNAME', 'PASSWORD']),
  }),
}

/** Ends once the cluster lets this client in, which the provisioning Job sees to. No argument has the password. */
const wait = [
  'bash',
  '-c',
  `login() {
  echo "Authorization: Basic $(printf '%s' "$ELASTICSEARCH_USERNAME:$ELASTICSEARCH_PASSWORD" | base64 --wrap 0)"
}
until curl --silent --show-error --fail --max-time 10 --output /dev/null --header @<(login) \\
  \${ELASTICSEARCH_CA_FILE:+--cacert "$ELASTICSEARCH_CA_FILE"} \\
  "$ELASTICSEARCH_SCHEME://$ELASTICSEARCH_URL_ADDRESS/_security/_authenticate"; do sleep 2; done
`,
] as const

/** The connection ConfigMap of each client. */
export function elasticsearchConnections(
  context: ComponentContext,
  names: Naming,
): readonly unknown[] {
  return connectionConfigMaps(context, names, connection, (account) => ({
    always: {
      ...urlScheme(context.name, { plain: 'http', tls: 'https' }),
      ...whereabouts(names, ports.http),
      ...hostAndPort(names, ports.http),
      username: account.name,
      'index-prefix': prefixOf(account),
    },
    onDemand: {},
  }))
}
