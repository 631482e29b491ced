import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import type { PrometheusValues } from '../values.ts'
import type { MakeRules } from './rule.ts'

const { value } = scope<PrometheusValues>()

/** Whether anybody answers at all, and whether alerts arrive. */
export const availabilityRules: MakeRules = (here) => [
  {
    alert: 'ServiceDown',
    severity: 'critical',
    expr: text`sum by (namespace, job) (up{${here}}) == 0`,
    for: value('rules.availability.downFor'),
    summary: 'No pod of {{ $labels.job }} answers',
    meaning:
      'Every pod of the component refuses to give its metrics, so that it most likely serves nobody.',
    action:
      'Look at its pods (kubectl get pods, describe, logs --previous): they crash, cannot be scheduled, or wait for a store. If they run, the network policy or the port of the metrics is wrong.',
  },
  {
    alert: 'PodDown',
    severity: 'warning',
    expr: text`up{${here}} == 0 and on (namespace, job) (sum by (namespace, job) (up{${here}}) > 0)`,
    for: value('rules.availability.downFor'),
    summary: 'The pod {{ $labels.pod }} of {{ $labels.job }} does not answer',
    meaning: 'One pod gives no metrics while others of its component do.',
    action:
      'Look at that pod and at its node: kubectl describe pod and kubectl get node. Delete the pod where it hangs.',
  },
  {
    alert: 'Watchdog',
    severity: 'none',
    expr: 'vector(1)',
    for: '0s',
    summary: 'Alerts arrive',
    meaning:
      'It always fires. Whoever receives it warns when it stays away, since Prometheus or Alertmanager is dead then.',
    action:
      'Nothing while it comes. Where it stays away, look at the pods of Prometheus and Alertmanager, and at the way out to the receiver.',
  },
]
