import { defineKind, type MakeClient } from '../../platform/define-kind.ts'
import type { Edge, EdgeTo } from '../../platform/edge.ts'
import type { ClientOptions } from '../../platform/kind-options.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { watchedNamespaces } from './access.ts'
import { prometheusAccess, prometheusConnection, type PrometheusPart } from './contract.ts'
import { prometheusImage } from './image.ts'
import { programsOf, prometheusOptions, type PrometheusOwn } from './options.ts'
import { ruleFeatures } from './rules/groups.ts'
import { prometheusTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }
import type { PrometheusValues } from './values.ts'

/** What a person says of a Prometheus. */
export type PrometheusOptions<Uses extends readonly Edge[] = readonly Edge[]> = PrometheusOwn &
  ClientOptions<PrometheusValues, Uses>

const kind = defineKind({
  kind: 'prometheus',
  provides: 'queries',
  isClient: true,
  values: valuesOf<PrometheusValues>(schema, { isChecked: true }),
  options: prometheusOptions,
  description: 'Prometheus server',
  image: prometheusImage,
  appVersion: prometheusImage.tag,
  connection: prometheusConnection,
  clientAccess: prometheusAccess,
  scrapes: true,
  features: (model) => [
    'global.apiServer',
    'global.monitoring',
    ...(model.nodes ? ['nodes'] : []),
    ...programsOf(model),
  ],
  featuresIn: ruleFeatures,
  keys: (context) => ({
    namespaces: watchedNamespaces(context).filter((key) => key !== undefined),
  }),
  templates: prometheusTemplates,
})

/**
 * A Prometheus server: StatefulSet of one pod that finds the metrics of all pods of the release, with rules
 * for what the platform has, and keeps them for a month.
 */
export const prometheus: MakeClient<'queries', PrometheusValues, PrometheusPart, PrometheusOwn> =
  kind.component

/** Questions to a Prometheus: `PROMETHEUS_URL`. */
export const queries: EdgeTo<'queries'> = kind.edge
