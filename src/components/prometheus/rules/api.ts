import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { PrometheusValues } from '../values.ts'
import type { MakeRules } from './rule.ts'

const { value } = scope<PrometheusValues>()

/** How services answer, by the histogram of their requests that docs/monitoring.md asks for. */
export const apiRules: MakeRules = (here) => [
  {
    alert: 'ApiErrors',
    severity: 'critical',
    expr: text`100 * sum by (namespace, job) (rate(http_request_duration_seconds_count{${here},status_code=~"5.."}[5m])) / sum by (namespace, job) (rate(http_request_duration_seconds_count{${here}}[5m])) > ${value('rules.api.errorPercent')}`,
    for: '5m',
    summary: '{{ $value | printf "%.1f" }} % of the requests to {{ $labels.job }} fail',
    meaning: 'The service answers more requests with 500 to 599 than it may.',
    action:
      'Read the logs of its pods for the first error. A release before it began is the usual cause: roll back (helm rollback). If a store is down, its own alert says so.',
  },
  {
    alert: 'ApiSlow',
    severity: 'warning',
    expr: text`1000 * histogram_quantile(0.95, sum by (namespace, job, le) (rate(http_request_duration_seconds_bucket{${here}}[5m]))) > ${value('rules.api.p95Milliseconds')}`,
    for: '10m',
    summary:
      'One request in twenty to {{ $labels.job }} takes more than {{ $value | printf "%.0f" }} ms',
    meaning: 'The slowest twentieth of the requests takes longer than it may.',
    action:
      'Compare CPU and memory of its pods with their limits, and the dashboards of its stores. Add pods (autoscaling.maxReplicas) where the load has grown.',
  },
]
