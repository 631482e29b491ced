import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { PrometheusValues } from '../values.ts'
import type { MakeRules } from './rule.ts'

const { value } = scope<PrometheusValues>()

/** RabbitMQ, by its own plugin. */
export const rabbitmqRules: MakeRules = (here) => [
  {
    alert: 'RabbitmqMemoryAlarm',
    severity: 'critical',
    expr: text`rabbitmq_alarms_memory_used_watermark{${here}} == 1`,
    for: '1m',
    summary: 'RabbitMQ {{ $labels.pod }} is short of memory and blocks who publishes',
    meaning: 'All publishers of the cluster wait until consumers have taken enough messages.',
    action:
      'Add consumers, or raise the memory limit. Find the queue that has grown in the management UI.',
  },
  {
    alert: 'RabbitmqDiskAlarm',
    severity: 'critical',
    expr: text`rabbitmq_alarms_free_disk_space_watermark{${here}} == 1`,
    for: '1m',
    summary: 'RabbitMQ {{ $labels.pod }} is short of disk and blocks who publishes',
    meaning: 'All publishers of the cluster wait until there is room on its volume.',
    action: 'Add consumers, purge queues that nobody reads, or make the volumes larger.',
  },
  {
    alert: 'RabbitmqQueuesGrow',
    severity: 'warning',
    expr: text`sum by (namespace, job) (rabbitmq_queue_messages_ready{${here}}) > ${value('rules.rabbitmq.messages')}`,
    for: '10m',
    summary: '{{ $value | printf "%.0f" }} messages wait in {{ $labels.job }}',
    meaning: 'Consumers take messages more slowly than they come, or there are none.',
    action:
      'Look at the workers that consume: their logs, and how many there are. Add some where they are all busy.',
  },
]
