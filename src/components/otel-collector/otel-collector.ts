import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import type { EdgeTo } from '../../platform/edge.ts'
import { type KindOptions, optionsOf } from '../../platform/kind-options.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { ownMetricsOption, type OwnMetricsOptions } from '../store/index.ts'
import { otlpConnection, type OtlpPart } from './connection.ts'
import { collectorAccess, collectorSecrets, metricsPort } from './contract.ts'
import { collectorImage } from './image.ts'
import { collectorTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }
import type { OtelCollectorValues } from './values.ts'

/** What a person says of an OpenTelemetry collector. */
export type OtelCollectorOptions = KindOptions<OtelCollectorValues> & OwnMetricsOptions

const kind = defineKind({
  kind: 'otel-collector',
  provides: 'otlp',
  values: valuesOf<OtelCollectorValues>(schema, { isChecked: true }),
  options: optionsOf<OwnMetricsOptions>({ properties: { metrics: ownMetricsOption } }),
  description: 'OpenTelemetry collector',
  image: collectorImage,
  appVersion: collectorImage.tag,
  connection: otlpConnection,
  clientAccess: collectorAccess,
  metrics: ({ metrics = false }) => (metrics ? [{ name: 'metrics', port: metricsPort }] : []),
  secrets: collectorSecrets,
  templates: collectorTemplates,
})

/**
 * An OpenTelemetry collector: Deployment that takes traces, metrics and logs by OTLP, and sends them on; or, in
 * mode `external`, only the way to one elsewhere.
 */
export const otelCollector: MakeComponent<
  'otlp',
  OtelCollectorValues,
  OtlpPart,
  OwnMetricsOptions
> = kind.component

/** Traces, metrics and logs that a collector gets: `OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_SERVICE_NAME`, … */
export const otlp: EdgeTo<'otlp'> = kind.edge
