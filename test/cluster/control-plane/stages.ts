import { parseDocuments } from '../../../src/helm/yaml/parse.ts'
import { autoscalerPeriod } from './command-lines.ts'
import { lateStorageClass } from './furnish.ts'
import { readModuleFiles } from './module-files.ts'

/** Tags of images that kwok lets go wrong. */
export const brokenTags = { neverReady: 'never-ready', failing: 'failing' } as const

/**
 * Milliseconds from a pod's start to its readiness. Pods that are ready at once would hide outages,
 * and the HPA must have scaled before that: Helm 4 may take a Deployment for complete, see it grow
 * before it has stopped watching, and then fail with "not ready" although it has time left.
 */
const readinessDelay = autoscalerPeriod + 1000

/**
 * Milliseconds that a pod takes to end. Where it is gone at once, the disruption controller may
 * miss that, and count its successor of the same name as evicted for two minutes.
 */
const terminationDelay = 4000

/** What kwok does to an object that it finds in a certain state. */
interface Stage {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly resourceRef: { readonly apiGroup: string; readonly kind: string }
    readonly selector: { readonly matchExpressions: readonly Expression[] }
    readonly delay?: { readonly durationMilliseconds: number }
    readonly next?: { readonly statusTemplate: string }
    readonly steps?: readonly unknown[]
  }
}

type Expression =
  | { readonly key: string; readonly operator: string; readonly values?: readonly string[] }
  | { readonly cel: { readonly expression: string } }

const files = {
  nodes: ['node/fast/node-initialize', 'node/heartbeat-with-lease/node-heartbeat-with-lease'],
  pods: ['pod/fast/pod-ready', 'pod/fast/pod-complete', 'pod/fast/pod-delete'],
  volumes: ['pv-bind', 'pv-delete', 'pvc-provision', 'pvc-delete'].map(
    (name) => `volume/fast/${name}`,
  ),
}

/** kwok's own stages, changed and completed for our tests, as the text of its configuration. */
export async function stages(): Promise<string> {
  const [ready, complete, remove] = await readStages(files.pods)
  if (!ready || !complete || !remove) throw new Error('kwok has other pod stages than we know')
  const all = [
    ...(await readStages(files.nodes)),
    ...(await readStages(files.volumes)).map(forEveryClass).map(whenMounted),
    delayed(remove, terminationDelay),
    delayed(where(ready, not(hasTag(brokenTags.neverReady))), readinessDelay),
    where(complete, not(hasTag(brokenTags.failing))),
    failed(where(complete, hasTag(brokenTags.failing))),
    barePod(complete),
    grownClaim,
    loadBalancer,
  ]
  return all.map((stage) => JSON.stringify(stage)).join('\n---\n')
}

async function readStages(names: readonly string[]): Promise<readonly Stage[]> {
  const paths = names.map((name) => `kustomize/stage/${name}.yaml`)
  const texts = await readModuleFiles('kwok', 'sigs.k8s.io/kwok', paths)
  return texts.flatMap((text) => parseDocuments(text) as Stage[]) // what the module holds
}

/** kwok provisions volumes of its own storage class only. */
function forEveryClass(stage: Stage): Stage {
  const text = JSON.stringify(stage)
  return JSON.parse(text.replace("== 'kwok-volume'", "!= ''")) as Stage // still the same stage
}

/** Volumes of one class are made once the scheduler has a node for the first pod that mounts them. */
function whenMounted(stage: Stage): Stage {
  if (stage.metadata.name !== 'pvc-provision') return stage
  const hasNode =
    "has(self.metadata.annotations) && 'volume.kubernetes.io/selected-node' in self.metadata.annotations"
  return where(stage, `self.spec.storageClassName != '${lateStorageClass}' || (${hasNode})`)
}

function where(stage: Stage, condition: string): Stage {
  const { selector } = stage.spec
  const matchExpressions = [...selector.matchExpressions, { cel: { expression: condition } }]
  return { ...stage, spec: { ...stage.spec, selector: { matchExpressions } } }
}

function delayed(stage: Stage, durationMilliseconds: number): Stage {
  return { ...stage, spec: { ...stage.spec, delay: { durationMilliseconds } } }
}

function named(stage: Stage, name: string): Stage {
  return { ...stage, metadata: { name } }
}

/** The same end, but with exit code 1. */
function failed(complete: Stage): Stage {
  const statusTemplate = (complete.spec.next?.statusTemplate ?? '')
    .replace('exitCode: 0', 'exitCode: 1')
    .replace('reason: Completed', 'reason: Error')
    .replace('phase: Succeeded', 'phase: Failed')
  return named({ ...complete, spec: { ...complete.spec, next: { statusTemplate } } }, 'pod-fail')
}

/** Pods without an owner, such as those of `helm test`, run to their end. */
function barePod(complete: Stage): Stage {
  const { matchExpressions } = complete.spec.selector
  const unowned = matchExpressions.map((expression) =>
    'key' in expression && expression.key.includes('ownerReferences')
      ? { key: '.metadata.ownerReferences', operator: 'DoesNotExist' }
      : expression,
  )
  const spec = { ...complete.spec, selector: { matchExpressions: unowned } }
  return named({ ...complete, spec }, 'pod-complete-bare')
}

const hasTag = (tag: string): string =>
  `self.spec.containers.exists(container, container.image.endsWith(':${tag}'))`

const not = (condition: string): string => `!${condition}`

/** A claim that asks for more gets it, and can then never ask for less, as on real storage. */
const grownClaim = stage('pvc-grow', 'v1', 'PersistentVolumeClaim', {
  condition:
    "self.status.phase == 'Bound' && self.status.capacity.storage != self.spec.resources.requests.storage",
  status: 'capacity: {storage: {{ .spec.resources.requests.storage | Quote }}}',
})

/** Helm waits until a Service of this type has an address. */
const loadBalancer = stage('service-address', 'v1', 'Service', {
  condition: "self.spec.type == 'LoadBalancer' && !has(self.status.loadBalancer.ingress)",
  status: 'loadBalancer: {ingress: [{ip: 192.0.2.1}]}',
})

function stage(
  name: string,
  apiGroup: string,
  kind: string,
  { condition, status }: { readonly condition: string; readonly status: string },
): Stage {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup, kind },
      selector: { matchExpressions: [{ cel: { expression: condition } }] },
      steps: [{ patch: { root: 'status', subresource: 'status', template: status } }],
    },
  }
}
