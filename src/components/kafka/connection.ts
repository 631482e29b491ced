import {
  connectionConfigMaps,
  external,
  type StorePart,
  storeParts,
  hostAndPort,
  urlScheme,
  whereabouts,
  waitEnvironment,
} from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext, ConnectionPoint, WaitContainer } from '../../platform/component.ts'
import type { PartSource } from '../../platform/connection-parts.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { and, choose, eq } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { KafkaValues } from './values.ts'
import { ports } from './contract.ts'
import { loginModules } from './login.ts'
import { waitCommand } from './wait.ts'

const { value } = scope<KafkaValues>()

/** What the variables of a client may be made of. */
export type KafkaPart = keyof typeof forms | (typeof keys)[number] | StorePart

const keys = [
  'brokers',
  'host',
  'port',
  'security-protocol',
  'sasl-mechanism',
  'login-module',
  'username',
] as const

const forms = {
  jaas: '{login-module} required username="{username}" password="{password}";',
} as const

const connection = {
  parts: (to: ConnectionPoint): Readonly<Record<KafkaPart, PartSource>> =>
    storeParts(to, keys, forms),
  prefix: 'KAFKA',
  variables: {
    BROKERS: '{brokers}',
    SECURITY_PROTOCOL: '{security-protocol}',
    SASL_MECHANISM: '{sasl-mechanism}',
    USERNAME: '{username}',
    PASSWORD: '{password}',
  },
} as const

/** How clients reach a Kafka cluster: `KAFKA_BROKERS`, and how to log in. */
export const kafkaConnection: KindConnection<
  KafkaPart,
  { readonly image: WaitContainer['image'] }
> = {
  ...connection,
  tls: true,
  wait: (to, { image }) => ({
    image,
    command: waitCommand,
    environment: waitEnvironment(connection, to, [
      'BROKERS',
      'SECURITY_PROTOCOL',
      'SASL_MECHANISM',
      'USERNAME',
      'PASSWORD',
    ]),
    resources: toolResources,
  }),
}

/** Kafka's tools are Java programs, which the usual 64Mi of a wait would end. */
const toolResources = {
  requests: { cpu: '50m', memory: '128Mi' },
  limits: { memory: '256Mi' },
} as const

/** The connection ConfigMap of each client. */
export function kafkaConnections(context: ComponentContext, names: Naming): readonly unknown[] {
  const isPlain = and(external, eq(value('external.mechanism'), 'PLAIN'))
  return connectionConfigMaps(context, names, connection, ({ name }) => ({
    always: {
      brokers: hostAndPort(names, ports.clients).address,
      'security-protocol': urlScheme(context.name, { plain: 'SASL_PLAINTEXT', tls: 'SASL_SSL' })
        .scheme,
      'sasl-mechanism': when(external, value('external.mechanism'), 'SCRAM-SHA-512'),
      username: name,
    },
    onDemand: {
      ...whereabouts(names, ports.clients),
      'login-module': choose(isPlain, loginModules.plain, loginModules.scram),
    },
  }))
}
