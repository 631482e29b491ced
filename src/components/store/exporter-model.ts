import type { Measured, MetricsPort } from '../../kubernetes/monitoring/metrics-port.ts'
import type { SecretContract } from '../../platform/component.ts'
import { texts } from '../../platform/options-schema.ts'
import type { Schema } from '../../schema/schema.ts'
import { password, type Takeover } from './store.ts'

/** What a person may say of a store that may have an exporter. */
export interface ExporterOptions {
  /**
   * An exporter for Prometheus beside the server; in a store it has an account of its own that may look and do
   * nothing else. `{ args: ['--…'] }` gives it further arguments. Default: false.
   */
  readonly exporter?: boolean | { readonly args?: readonly string[] }
}

/** What may be said of it. */
export const exporterOption: Schema = {
  type: ['boolean', 'object'],
  additionalProperties: false,
  properties: { args: texts },
}

/** Name of its container, and of its account in the store. */
export const exporterName = 'exporter' as const

/** Whether a store has one. */
export function hasExporter({ exporter = false }: ExporterOptions): boolean {
  return exporter !== false
}

/** The feature of the schema, as `x-when` names it. */
export function exporterFeatures(model: ExporterOptions): readonly string[] {
  return hasExporter(model) ? ['exporter'] : []
}

/** Where its metrics are, and of what. */
export function exporterMetrics(
  model: ExporterOptions,
  of: Measured,
  port: number,
): readonly MetricsPort[] {
  return hasExporter(model) ? [{ name: 'metrics', port, of }] : []
}

/** Name of the Secret with its password, after the release's. */
export const exporterSecretName = (store: string): string => `${store}-${exporterName}`

/** The contract of its Secret. */
export function exporterSecrets(
  model: ExporterOptions,
  store: string,
  takeover: readonly Takeover[],
): readonly SecretContract[] {
  if (!hasExporter(model)) return []
  return [
    {
      name: exporterSecretName(store),
      neededWith: { mode: 'embedded' },
      takenOverBy: takeover.map((path) => `${store}.${path}`),
      keys: { password: password(`password of the exporter of ${store}`) },
    },
  ]
}
