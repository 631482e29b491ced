import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import type { EdgeTo } from '../../platform/edge.ts'
import type { KindOptions } from '../../platform/kind-options.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { otlpConnection, type OtlpPart } from './connection.ts'
import { collectorAccess } from './contract.ts'
import { collectorImage } from './image.ts'
import { collectorTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }
import type { OtelCollectorValues } from './values.ts'

/** What a person says of an OpenTelemetry collector. */
export type OtelCollectorOptions = KindOptions<OtelCollectorValues>

const kind = defineKind({
  kind: 'otel-collector',
  provides: 'otlp',
  values: valuesOf<OtelCollectorValues>(schema, { isChecked: true }),
  description: 'OpenTelemetry collector',
  image: collectorImage,
  appVersion: collectorImage.tag,
  connection: otlpConnection,
  clientAccess: collectorAccess,
  templates: (context, { priority }) => collectorTemplates(context, priority),
})

/**
 * An OpenTelemetry collector: Deployment that takes traces, metrics and logs by OTLP, and sends them on; or, in
 * mode `external`, only the way to one elsewhere.
 */
export const otelCollector: MakeComponent<'otlp', OtelCollectorValues, OtlpPart> = kind.component

/** Traces, metrics and logs that a collector gets: `OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_SERVICE_NAME`, … */
export const otlp: EdgeTo<'otlp'> = kind.edge
