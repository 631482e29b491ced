import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext, ConnectionPoint } from '../../platform/component.ts'
import type { PartSource } from '../../platform/connection-parts.ts'
import type { KindConnection } from '../../platform/kind-definition.ts'
import { and, choose, release, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import {
  connectionConfigMaps,
  connectionName,
  external,
  externalAddress,
  whereabouts,
} from '../store/index.ts'
import { ports } from './contract.ts'
import type { OtelCollectorValues } from './values.ts'

const { value } = scope<OtelCollectorValues>()

const keys = [
  'endpoint',
  'protocol',
  'host',
  'port',
  'service-name',
  'resource-attributes',
] as const

/** What the variables of a client may be made of. */
export type OtlpPart = (typeof keys)[number]

const connection = {
  prefix: 'OTEL',
  parts: (to: ConnectionPoint): Readonly<Record<OtlpPart, PartSource>> =>
    Object.fromEntries(keys.map((key) => [key, partOf(to, key)])) as Record<OtlpPart, PartSource>, // one for each
  variables: {
    EXPORTER_OTLP_ENDPOINT: '{endpoint}',
    EXPORTER_OTLP_PROTOCOL: '{protocol}',
    SERVICE_NAME: '{service-name}',
    RESOURCE_ATTRIBUTES: '{resource-attributes}',
  },
} as const

/**
 * What SDKs of OpenTelemetry read by themselves, as its specification names it: where signals go, how, and who
 * sends them.
 */
export const otlpConnection: KindConnection<OtlpPart> = connection

const partOf = ({ store, client }: ConnectionPoint, key: OtlpPart): PartSource => ({
  in: 'config',
  name: connectionName(store, client),
  key,
})

/** The connection ConfigMap of each client. A service is told from its like by the release that it is of. */
export function otlpConnections(context: ComponentContext, names: Naming): readonly unknown[] {
  const scheme = choose(and(external, value('external.tls')), 'https', 'http')
  return connectionConfigMaps(context, names, connection, ({ name }) => ({
    always: {
      endpoint: text`${scheme}://${choose(external, externalAddress, text`${names.fullname}:${ports.http}`)}`,
      protocol: choose(external, value('external.protocol'), 'http/protobuf'),
      'service-name': name,
      'resource-attributes': text`service.namespace=${release.name}`,
    },
    onDemand: whereabouts(names, ports.http),
  }))
}
