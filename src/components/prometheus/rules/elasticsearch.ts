import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { PrometheusValues } from '../values.ts'
import type { MakeRules } from './rule.ts'

const { value } = scope<PrometheusValues>()

/** Elasticsearch, by elasticsearch_exporter. */
export const elasticsearchRules: MakeRules = (here) => [
  {
    alert: 'ElasticsearchRed',
    severity: 'critical',
    expr: text`max by (namespace, job) (elasticsearch_cluster_health_status{${here},color="red"}) == 1`,
    for: '1m',
    summary: 'Elasticsearch {{ $labels.job }} is red',
    meaning:
      'At least one primary shard is nowhere, so that its data can neither be read nor written.',
    action:
      'GET _cluster/allocation/explain says why. Bring missing nodes back before anything else; a shard that is lost comes from a snapshot.',
  },
  {
    alert: 'ElasticsearchYellow',
    severity: 'warning',
    expr: text`max by (namespace, job) (elasticsearch_cluster_health_status{${here},color="yellow"}) == 1`,
    for: '30m',
    summary: 'Elasticsearch {{ $labels.job }} is yellow',
    meaning:
      'Replicas are missing: the loss of one more node may lose data. One node alone cannot have replicas.',
    action:
      'Look for nodes that are missing or full; on one node, set number_of_replicas of the indices to 0.',
  },
  {
    alert: 'ElasticsearchHeapHigh',
    severity: 'warning',
    expr: text`100 * elasticsearch_jvm_memory_used_bytes{${here},area="heap"} / elasticsearch_jvm_memory_max_bytes{${here},area="heap"} > ${value('rules.elasticsearch.heapPercent')}`,
    for: '15m',
    summary: 'Elasticsearch {{ $labels.name }} uses {{ $value | printf "%.0f" }} % of its heap',
    meaning:
      'The node spends its time on garbage collection, and its circuit breakers refuse queries.',
    action: 'Raise heap with the memory limit, or have fewer and larger shards.',
  },
  {
    alert: 'ElasticsearchDiskHigh',
    severity: 'warning',
    expr: text`100 - 100 * elasticsearch_filesystem_data_available_bytes{${here}} / elasticsearch_filesystem_data_size_bytes{${here}} > ${value('rules.elasticsearch.diskPercent')}`,
    for: '5m',
    summary: 'The disk of {{ $labels.name }} is {{ $value | printf "%.0f" }} % full',
    meaning: 'At 85 % a node gets no more shards, and at 95 % its indices can only be read.',
    action: 'Delete old indices, or make the volumes larger.',
  },
]
