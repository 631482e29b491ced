import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { PrometheusValues } from '../values.ts'
import type { MakeRules } from './rule.ts'

const { value } = scope<PrometheusValues>()

/** Kafka, by kafka_exporter: that of each node tells of the whole cluster, so that one of them is taken. */
export const kafkaRules: MakeRules = (here) => [
  {
    alert: 'KafkaUnderReplicated',
    severity: 'critical',
    expr: text`sum by (namespace, job, topic) (max by (namespace, job, topic, partition) (kafka_topic_partition_under_replicated_partition{${here}})) > 0`,
    for: '5m',
    summary: '{{ $value }} partitions of {{ $labels.topic }} in {{ $labels.job }} lack a replica',
    meaning:
      'A broker is down or too slow. With fewer replicas in sync than min.insync.replicas, nobody can publish.',
    action: 'Look for brokers that are not ready, for full volumes, and at their logs.',
  },
  {
    alert: 'KafkaConsumerLag',
    severity: 'warning',
    expr: text`sum by (namespace, job, consumergroup, topic) (max by (namespace, job, consumergroup, topic, partition) (kafka_consumergroup_lag{${here}})) > ${value('rules.kafka.lag')}`,
    for: '10m',
    summary:
      '{{ $labels.consumergroup }} is {{ $value | printf "%.0f" }} messages behind in {{ $labels.topic }}',
    meaning:
      'The consumers of the group take messages more slowly than they come, or have stopped.',
    action: 'Look at the pods that consume. Add some, up to the number of partitions.',
  },
]
