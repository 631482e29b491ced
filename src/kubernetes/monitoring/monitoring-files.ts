import type { INetworkPolicyIngressRule } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyIngressRule'
import { and, eq, not, or, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr, Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import { namespaceOf } from '../namespace.ts'
import type { Naming } from '../naming.ts'
import { allowedIngress } from '../network/allow-from.ts'
import { componentPods, peer, policy, tcp } from '../network/network-policy.ts'
import type { MetricsPort, Monitored, Scraper } from './metrics-port.ts'
import { podMonitor } from './pod-monitor.ts'

const { value } = scope<{ readonly global: Pick<GlobalValues, 'monitoring'> }>()

/** Whether the platform's own Prometheus fetches the metrics. */
export const isEmbedded: Expr<boolean> = eq(value('global.monitoring.provider'), 'embedded')

/** The templates of a component with metrics: who may fetch them, and what the Prometheus Operator is told. */
export function monitoringFiles(
  { metrics, scrapers }: Monitored,
  names: Naming,
): Readonly<Record<string, readonly unknown[]>> {
  if (metrics.length === 0) return {}
  return {
    'networkpolicy-metrics.yaml': [metricsPolicy(metrics, scrapers, names)],
    'podmonitor.yaml': [podMonitor(names, metrics)],
  }
}

function metricsPolicy(
  metrics: readonly MetricsPort[],
  scrapers: readonly Scraper[],
  names: Naming,
): unknown {
  const ports = metrics.map(({ port }) => tcp(port))
  const from = value('global.monitoring.from')
  const isFetched = and(not(eq(value('global.monitoring.provider'), 'none')), from)
  const document = policy(text`${names.fullname}-metrics`, names, {
    podSelector: { matchLabels: names.selectorLabels },
    policyTypes: ['Ingress'],
    ingress: [
      ...scrapers.map((one): TemplatedItem<INetworkPolicyIngressRule> => {
        const from = [peer(componentPods(one.name), namespaceOf(one.namespace))]
        return when<Templated<INetworkPolicyIngressRule>>(isEmbedded, { from, ports })
      }),
      allowedIngress(names, from, ports),
    ],
  })
  return when(scrapers.length > 0 ? or(isEmbedded, isFetched) : isFetched, document)
}
