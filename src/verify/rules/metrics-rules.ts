import { readYaml } from '../../helm/yaml/parse.ts'
import { isMetricsName } from '../../kubernetes/monitoring/metrics-port.ts'
import { at, fields, items, number, text } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import type { Pod } from './pod.ts'
import { ofKind, type Release } from './release.ts'
import { rule, type Rule } from './rule.ts'
import { selects } from './selector.ts'

/** Rules on the metrics of pods, and on who fetches them. */
export const metricsRules: readonly Rule[] = [
  rule('every port that a PodMonitor names is a port of each pod that it selects', (release) =>
    podMonitors(release).flatMap((manifest) =>
      monitoredPods(release, manifest).flatMap(({ owner, containers }) => {
        const known = containers.flatMap(({ body }) => items(body['ports']).map(({ name }) => name))
        return endpoints(manifest)
          .filter((port) => !known.includes(port))
          .map((port) => ({ manifest, detail: `${owner.kind} ${owner.name} has no port ${port}` }))
      }),
    ),
  ),

  rule(
    'somebody may come to each port with metrics that is fetched',
    (release) =>
      release.pods.flatMap((pod) =>
        fetchedPorts(release, pod)
          .filter((port) => !isOpen(release, pod, port))
          .map((port) => ({
            manifest: pod.owner,
            detail: `no network policy lets anybody come to port ${port}`,
            hint: 'set global.monitoring.from to the pods of the Prometheus that fetches them',
          })),
      ),
    'warning',
  ),

  rule(
    'somebody gets the alerts of each Prometheus that has rules',
    (release) =>
      ofKind(release, 'ConfigMap', '')
        .filter(({ body }) => warnsNobody(text(at(body, 'data', 'prometheus.yml')) ?? ''))
        .map((manifest) => ({
          manifest,
          detail: 'it names rule files, and no Alertmanager',
          hint: "give it one, uses: [alerts('alertmanager')], or look at the page /alerts yourself",
        })),
    'warning',
  ),
]

/** Whether a configuration of Prometheus has rules whose alerts go nowhere. */
function warnsNobody(configuration: string): boolean {
  const [document] = configuration === '' ? [] : readYaml(configuration).documents
  const parsed = document?.data
  const [files, managers] = [at(parsed, 'rule_files'), at(parsed, 'alerting', 'alertmanagers')]
  return items(files).length > 0 && items(managers).length === 0
}

function podMonitors(release: Release): readonly Manifest[] {
  return ofKind(release, 'PodMonitor', 'monitoring.coreos.com')
}

/** Its pods that run all the time: a Job of the same labels is gone before it is asked. */
function monitoredPods({ pods }: Release, { body, namespace }: Manifest): readonly Pod[] {
  const selector = at(body, 'spec', 'selector')
  return pods.filter(
    ({ owner, labels }) =>
      owner.namespace === namespace && !owner.kind.endsWith('Job') && selects(selector, labels),
  )
}

function endpoints({ body }: Manifest): readonly string[] {
  return items(at(body, 'spec', 'podMetricsEndpoints')).flatMap(({ port }) => text(port) ?? [])
}

/** Numbers of the ports that annotations or a PodMonitor have somebody come to. */
function fetchedPorts(release: Release, pod: Pod): readonly number[] {
  const ports = pod.containers.flatMap(({ body }) => items(body['ports']))
  const numbersOf = (isFetched: (name: string) => boolean): readonly number[] =>
    ports
      .filter(({ name }) => isFetched(String(name)))
      .flatMap(({ containerPort }) => number(containerPort) ?? [])
  const monitored = podMonitors(release)
    .filter((monitor) => monitoredPods(release, monitor).includes(pod))
    .flatMap(endpoints)
  const { 'prometheus.io/scrape': scrape, 'prometheus.io/port': port } = pod.annotations
  const annotated =
    scrape === 'true' ? [...(port ? [Number(port)] : []), ...numbersOf(isMetricsName)] : []
  return [...new Set([...annotated, ...numbersOf((name) => monitored.includes(name))])]
}

/** Whether no policy closes the pod, or one lets somebody come to the port. */
function isOpen(release: Release, { owner, labels }: Pod, port: number): boolean {
  const policies = ofKind(release, 'NetworkPolicy', 'networking.k8s.io').filter(
    ({ namespace, body }) =>
      namespace === owner.namespace &&
      selects(at(body, 'spec', 'podSelector'), labels) &&
      isOfIngress(body),
  )
  if (policies.length === 0) return true
  return policies.some(({ body }) =>
    items(at(body, 'spec', 'ingress')).some((one) => {
      const ports = items(one['ports'])
      return ports.length === 0 || ports.some((other) => fields(other)['port'] === port)
    }),
  )
}

function isOfIngress(body: Manifest['body']): boolean {
  const types = at(body, 'spec', 'policyTypes')
  return !Array.isArray(types) || types.includes('Ingress')
}
