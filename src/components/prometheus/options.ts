import type { Access } from '../../kubernetes/identity/access-model.ts'
import { type DescribedOptions, type Model, optionsOf } from '../../platform/kind-options.ts'
import type { PrometheusValues } from './values.ts'

/** What a person may say of a Prometheus beside what may be said of every component. */
export interface PrometheusOwn {
  /**
   * Whether it also asks the kubelets of all nodes and the API server, for which its account gets a
   * ClusterRole: metrics of containers, volumes and nodes. Default: false.
   */
  readonly nodes?: boolean
  /** Whether it asks kube-state-metrics, which the cluster has: the value `kubeState` says where. Default: false. */
  readonly kubeState?: boolean
  /** Whether it asks cert-manager, which the cluster has: the value `certManager` says where. Default: false. */
  readonly certManager?: boolean
}

/** The same for a platform.ts that nobody compiled. */
export const prometheusOptions: DescribedOptions<PrometheusOwn> = optionsOf<PrometheusOwn>({
  properties: {
    nodes: { type: 'boolean' },
    kubeState: { type: 'boolean' },
    certManager: { type: 'boolean' },
  },
})

/** All that the templates are made of. */
export type PrometheusModel = Model<PrometheusOwn, PrometheusValues>

/** Programs of the cluster that it may ask, by the option and the value of their name. */
export const clusterPrograms = ['kubeState', 'certManager'] as const

/** Name of such a program. */
export type ClusterProgram = (typeof clusterPrograms)[number]

/** Those that the model has. */
export function programsOf(model: PrometheusOwn): readonly ClusterProgram[] {
  return clusterPrograms.filter((name) => model[name] === true)
}

/** What its pods may do in the whole cluster: to ask kubelets for metrics, and the API server for its own. */
export function clusterAccess({ nodes = false }: PrometheusOwn): Access {
  const clusterRules = [
    { resources: ['nodes'], verbs: ['list', 'watch'] },
    { resources: ['nodes/metrics'], verbs: ['get'] },
    { nonResourceURLs: ['/metrics'], verbs: ['get'] },
  ]
  return { rules: [], clusterRules: nodes ? clusterRules : [] }
}
