import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { PrometheusValues } from '../values.ts'
import type { MakeRules } from './rule.ts'

const { value } = scope<PrometheusValues>()

/** What processes say of themselves. */
export const processRules: MakeRules = (here) => [
  {
    alert: 'FileDescriptorsLow',
    severity: 'warning',
    expr: text`100 * process_open_fds{${here}} / process_max_fds{${here}} > ${value('rules.resources.fileDescriptorPercent')}`,
    for: '10m',
    summary: '{{ $labels.pod }} has {{ $value | printf "%.0f" }} % of its files open',
    meaning:
      'The process has nearly as many files and connections open as it may; the next ones are refused.',
    action: 'Look for connections that are never closed, and restart the pod to win time.',
  },
]

/** What kubelets say of volumes and nodes. */
export const nodeRules: MakeRules = (here) => [
  {
    alert: 'VolumeFull',
    severity: 'critical',
    expr: text`100 - 100 * kubelet_volume_stats_available_bytes{${here}} / kubelet_volume_stats_capacity_bytes{${here}} > ${value('rules.resources.volumePercent')}`,
    for: '5m',
    summary:
      'The volume {{ $labels.persistentvolumeclaim }} is {{ $value | printf "%.0f" }} % full',
    meaning: 'A store whose volume is full stops, or refuses to write.',
    action:
      'Make persistence.size larger, where the StorageClass lets volumes grow, or delete what is not needed: docs/platforms.md, Volumes.',
  },
  {
    alert: 'NodeCpuHigh',
    severity: 'warning',
    expr: text`100 * sum by (node) (rate(container_cpu_usage_seconds_total{id="/"}[5m])) / sum by (node) (machine_cpu_cores) > ${value('rules.resources.nodeCpuPercent')}`,
    for: '15m',
    summary: 'The node {{ $labels.node }} uses {{ $value | printf "%.0f" }} % of its CPU',
    meaning: 'Pods of the node get less CPU than they would use.',
    action: 'Add a node, or lower what asks for too little CPU and takes much (kubectl top pods).',
  },
  {
    alert: 'NodeMemoryHigh',
    severity: 'warning',
    expr: text`100 * sum by (node) (container_memory_working_set_bytes{id="/"}) / sum by (node) (machine_memory_bytes) > ${value('rules.resources.nodeMemoryPercent')}`,
    for: '10m',
    summary: 'The node {{ $labels.node }} uses {{ $value | printf "%.0f" }} % of its memory',
    meaning:
      'Once there is none left, the node evicts pods, those first that take more than they asked for.',
    action: 'Add a node, or raise the memory requests of what takes more than it asks for.',
  },
]
