import { defineKind, type MakeComponent } from '../../platform/define-kind.ts'
import { type KindOptions, optionsOf } from '../../platform/kind-options.ts'
import type { ElasticsearchValues } from './values.ts'
import { valuesOf } from '../../schema/values-schema.ts'
import { exporterFeatures, exporterMetrics, exporterOption } from '../store/index.ts'
import {
  type ElasticsearchOwn,
  hasSnapshots,
  ownUsers,
  snapshotOption,
  snapshotSet,
} from './backup-model.ts'
import { checkElasticsearch } from './check.ts'
import { ownSettings } from './configuration.ts'
import { elasticsearchConnection, type ElasticsearchPart } from './connection.ts'
import { elasticsearchAccess, elasticsearchSecrets } from './contract.ts'
import { type Search, searchEdge } from './edges.ts'
import { exporterPort } from './exporter.ts'
import { elasticsearchImage } from './image.ts'
import { elasticsearchTemplates } from './templates.ts'
import schema from './schema.json' with { type: 'json' }

/** What a person says of an Elasticsearch cluster. */
export type ElasticsearchOptions = KindOptions<ElasticsearchValues> & ElasticsearchOwn

const kind = defineKind({
  kind: 'elasticsearch',
  provides: 'search',
  values: valuesOf<ElasticsearchValues>(schema, { isChecked: true }),
  options: optionsOf<ElasticsearchOwn>({
    properties: { exporter: exporterOption, backup: snapshotOption },
  }),
  description: 'Elasticsearch cluster',
  image: elasticsearchImage,
  appVersion: elasticsearchImage.tag,
  connection: elasticsearchConnection,
  clientAccess: elasticsearchAccess,
  set: (_, model) => snapshotSet(model),
  features: (model) => [...exporterFeatures(model), ...(hasSnapshots(model) ? ['backup'] : [])],
  metrics: (model) => exporterMetrics(model, 'elasticsearch', exporterPort),
  keys: ({ name, accounts }) => ({
    clients: accounts.map((account) => account.name),
    settings: ownSettings,
    tlsStores: [name],
  }),
  check: (context, model) => checkElasticsearch(context, ownUsers(model)),
  secrets: elasticsearchSecrets,
  templates: (context, model) => elasticsearchTemplates(model, context),
})

/**
 * An Elasticsearch cluster: StatefulSet of one node, or of three and more, and for each client a user with
 * rights to indices of its own; or, in mode `external`, only the way to a cluster elsewhere.
 */
export const elasticsearch: MakeComponent<
  'search',
  ElasticsearchValues,
  ElasticsearchPart,
  ElasticsearchOwn
> = kind.component

/** Indices of one's own in a search engine: `ELASTICSEARCH_URL`, `ELASTICSEARCH_INDEX_PREFIX`, … */
export const search: Search = searchEdge(kind.edge)
