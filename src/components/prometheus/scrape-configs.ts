import { hostOf } from '../../kubernetes/naming.ts'
import { namespaceOf } from '../../kubernetes/namespace.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { pointOf } from '../../platform/connections.ts'
import { release } from '../../template/node/expression.ts'
import type { Block } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { block, joinBlocks } from '../../template/node/structure.ts'
import { watchedNamespaces } from './access.ts'
import { type ClusterProgram, type PrometheusOwn, programsOf } from './options.ts'
import type { PrometheusValues } from './values.ts'

const { value } = scope<PrometheusValues>()

/** Whom it asks: itself, the pods of the release, and what of the cluster the model names. */
export function scrapeConfigs(context: ComponentContext, model: PrometheusOwn): Block {
  return joinBlocks(
    itself,
    ...toAlertmanagers(context),
    pods(context, 'pods', byAnnotation),
    pods(context, 'pods-further', byName),
    ...(model.nodes ? [nodes] : []),
    ...programsOf(model).map(program),
  )
}

const itself = block`
  - job_name: prometheus
    static_configs:
      - targets: [localhost:9090]
`

/** Alertmanagers that it has an edge to, as items of a list. */
export function alertmanagers(context: ComponentContext): readonly Block[] {
  return context.uses
    .filter(({ edge }) => edge.interface === 'alerts')
    .map((use) => block`- ${hostOf(pointOf(use, context))}:9093`)
}

function toAlertmanagers(context: ComponentContext): readonly Block[] {
  const targets = alertmanagers(context)
  if (targets.length === 0) return []
  return [
    block`
      - job_name: alertmanager
        static_configs:
          - targets:
              ${joinBlocks(...targets)}
    `,
  ]
}

/** Of the port that the annotation names, the path is that of the annotation. */
const byAnnotation = block`
  - source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_scrape]
    regex: 'true'
    action: keep
  - source_labels: [__meta_kubernetes_pod_container_port_number]
    target_label: __meta_kubernetes_pod_annotation_prometheus_io_port
    action: keepequal
  - source_labels: [__meta_kubernetes_pod_annotation_prometheus_io_path]
    regex: (.+)
    target_label: __metrics_path__
`

/** Further ports are called `metrics` or `…-metrics`, and the path is /metrics. */
const byName = block`
  - source_labels: [__meta_kubernetes_pod_container_port_name]
    regex: (.+-)?metrics
    action: keep
  - source_labels: [__meta_kubernetes_pod_container_port_number]
    target_label: __meta_kubernetes_pod_annotation_prometheus_io_port
    action: dropequal
`

/** Ports of containers, of native sidecars, too, that a choice keeps. */
function pods(context: ComponentContext, name: string, choice: Block): Block {
  const namespaces = joinBlocks(
    ...watchedNamespaces(context).map((key) => block`- "${namespaceOf(key)}"`),
  )
  return block`
    - job_name: ${name}
      kubernetes_sd_configs:
        - role: pod
          namespaces:
            names:
              ${namespaces}
          selectors:
            - role: pod
              label: app.kubernetes.io/instance=${release.name}
      relabel_configs:
        - source_labels: [__meta_kubernetes_pod_phase]
          regex: Succeeded|Failed
          action: drop
        ${choice}
        - source_labels: [__meta_kubernetes_namespace]
          target_label: namespace
        - source_labels: [__meta_kubernetes_pod_name]
          target_label: pod
        - source_labels: [__meta_kubernetes_pod_container_name]
          target_label: container
        - source_labels: [__meta_kubernetes_pod_container_port_name]
          target_label: endpoint
        - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_name]
          target_label: job
  `
}

const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount'

/** Kubelets themselves, since the way by the API server (nodes/proxy) would let it run commands in any pod. */
const nodes = block`
  - job_name: apiserver
    scheme: https
    authorization: { credentials_file: ${serviceAccount}/token }
    tls_config: { ca_file: ${serviceAccount}/ca.crt }
    static_configs:
      - targets: [kubernetes.default.svc:443]
  - job_name: kubelet
    ${kubelet('/metrics')}
  - job_name: cadvisor
    ${kubelet('/metrics/cadvisor')}
`

function kubelet(path: string): Block {
  return block`
    scheme: https
    metrics_path: ${path}
    authorization: { credentials_file: ${serviceAccount}/token }
    tls_config:
      ca_file: ${serviceAccount}/ca.crt
      insecure_skip_verify: ${value('nodes.insecureSkipVerify')}
    kubernetes_sd_configs:
      - role: node
    relabel_configs:
      - source_labels: [__meta_kubernetes_node_address_InternalIP]
        regex: (.+)
        target_label: __address__
        replacement: $1:${value('nodes.port')}
      - source_labels: [__meta_kubernetes_node_name]
        target_label: node
  `
}

const jobs: Readonly<Record<ClusterProgram, string>> = {
  kubeState: 'kube-state-metrics',
  certManager: 'cert-manager',
}

/** What it says of objects bears their own labels, not those of its pod. */
function program(name: ClusterProgram): Block {
  return block`
    - job_name: ${jobs[name]}
      honor_labels: true
      static_configs:
        - targets: ['${value(`${name}.service`)}.${value(`${name}.namespace`)}.svc:${value(`${name}.port`)}']
  `
}
