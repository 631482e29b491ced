import type { IObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta'
import { eq } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { mapping, when } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import type { Labels, Naming } from '../naming.ts'
import type { MetricsPort } from './metrics-port.ts'

const { value } = scope<{ readonly global: Pick<GlobalValues, 'monitoring'> }>()

/** A PodMonitor of the Prometheus Operator, as its CRD `monitoring.coreos.com/v1` has it. */
interface IPodMonitor {
  readonly apiVersion: 'monitoring.coreos.com/v1'
  readonly kind: 'PodMonitor'
  readonly metadata: IObjectMeta
  readonly spec: {
    readonly jobLabel: string
    readonly selector: { readonly matchLabels: Labels }
    readonly podMetricsEndpoints: readonly {
      readonly port: string
      readonly path: string
      readonly interval?: string
    }[]
  }
}

/**
 * Tells the Prometheus Operator of the ports with metrics, those of native sidecars included. A ServiceMonitor
 * would need a Service that has each of them. The job is called as the component.
 */
export function podMonitor(names: Naming, metrics: readonly MetricsPort[]): unknown {
  const interval = value('global.monitoring.operator.interval')
  const document: Templated<IPodMonitor> = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: {
      name: names.fullname,
      labels: mapping<Labels>(names.labels, value('global.monitoring.operator.labels')),
    },
    spec: {
      jobLabel: 'app.kubernetes.io/name',
      selector: { matchLabels: names.selectorLabels },
      podMetricsEndpoints: metrics.map(({ name, path = '/metrics' }) => ({
        port: name,
        path,
        interval: when(interval, interval),
      })),
    },
  }
  return when(eq(value('global.monitoring.provider'), 'operator'), document)
}
