import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { PrometheusValues } from '../values.ts'
import type { MakeRules } from './rule.ts'

const { value } = scope<PrometheusValues>()

/** nginx, by nginx-prometheus-exporter. */
export const nginxRules: MakeRules = (here) => [
  {
    alert: 'NginxDown',
    severity: 'critical',
    expr: text`nginx_up{${here}} == 0`,
    for: value('rules.availability.downFor'),
    summary: 'nginx of {{ $labels.job }} does not answer its exporter in {{ $labels.pod }}',
    meaning: 'This pod lets no request through.',
    action:
      'Look at the log of its container: a certificate that cannot be read or a line in the configuration that nginx refuses keeps it from starting.',
  },
  {
    alert: 'NginxConnectionsDropped',
    severity: 'critical',
    expr: text`increase(nginx_connections_accepted{${here}}[5m]) - increase(nginx_connections_handled{${here}}[5m]) > 0`,
    for: '0s',
    summary: 'nginx of {{ $labels.job }} drops connections in {{ $labels.pod }}',
    meaning:
      'All connections that it may have are taken; each request takes one to the service, too.',
    action:
      'Add pods (replicas, autoscaling.minReplicas), and look for clients that open many connections or services that keep them waiting.',
  },
]
