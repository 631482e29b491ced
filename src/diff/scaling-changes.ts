import type { Problem } from '../errors/chart-error.ts'
import { at, fields, number, text } from '../verify/fields.ts'
import { titleOf } from '../verify/manifest.ts'

/** A Deployment or StatefulSet, and what its manifest says of the number of its pods. */
interface Workload {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace: string | undefined
  /** Undefined where the manifest leaves it to others, or says nonsense. */
  readonly replicas: number | undefined
  readonly saysReplicas: boolean
}

/**
 * What an upgrade does to the number of pods that run: it falls to one where `replicas` leave the
 * manifest, and is set back where they stay although something scales the workload.
 */
export function scalingChanges(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly Problem[] {
  return [...scaleDowns(before, after), ...scalingResets(after)]
}

/**
 * The workloads that an upgrade scales to one pod. A field that leaves the manifest gets the API
 * server's default, whoever has set it since.
 */
export function scaleDowns(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly Problem[] {
  const old = new Map(before.flatMap(workload).map((one) => [keyOf(one), one]))
  return after.flatMap(workload).flatMap((one) => {
    const { replicas = 1 } = old.get(keyOf(one)) ?? {}
    return !one.saysReplicas && replicas > 1 ? [falls(one, replicas, scalerOf(one, after))] : []
  })
}

function scalingResets(after: readonly unknown[]): readonly Problem[] {
  return after.flatMap(workload).flatMap((one) => {
    const scaler = one.saysReplicas ? scalerOf(one, after) : undefined
    return scaler === undefined ? [] : [resets(one, nameOf(scaler))]
  })
}

function falls(one: Workload, replicas: number, scaler: unknown): Problem {
  const until = scaler === undefined ? '' : ` for a moment, until ${nameOf(scaler)} scales it up`
  return {
    code: 'scales-down',
    path: `${titleOf(one)} spec.replicas`,
    message: `the upgrade scales ${one.name} from ${replicas} pods to 1${until}`,
    hint: `run first, then upgrade with Helm 4 and --server-side=true: ${holdCommand(one, replicas)}`,
  }
}

function resets(one: Workload, scaler: string): Problem {
  return {
    code: 'scaling-reset',
    path: `${titleOf(one)} spec.replicas`,
    message: `each upgrade sets ${one.name} back to ${one.replicas} pods, whatever ${scaler} has scaled it to; Helm 4 may stop with a conflict instead`,
    hint: 'leave replicas out of a manifest that something scales',
  }
}

/**
 * What makes somebody else an owner of the field, so that it stays when Helm, which applies on the
 * server's side, gives it up.
 */
function holdCommand(one: Workload, replicas: number): string {
  const { apiVersion, kind, name, namespace = 'NAMESPACE' } = one
  const manifest = JSON.stringify({ apiVersion, kind, metadata: { name }, spec: { replicas } })
  return `echo '${manifest}' | kubectl apply --namespace ${namespace} --server-side --field-manager=keep-replicas -f -`
}

function workload(object: unknown): readonly Workload[] {
  const { apiVersion, kind } = fields(object)
  const replicas = at(object, 'spec', 'replicas') ?? undefined // null is absent
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return []
  return [
    {
      apiVersion: text(apiVersion) ?? '',
      kind,
      name: text(at(object, 'metadata', 'name')) ?? '',
      namespace: text(at(object, 'metadata', 'namespace')),
      replicas: number(replicas),
      saysReplicas: replicas !== undefined,
    },
  ]
}

function keyOf({ kind, namespace = '', name }: Workload): string {
  return [kind, namespace, name].join('/')
}

/** Kubernetes' own autoscaler, and KEDA's, which makes one. */
const scalers = ['HorizontalPodAutoscaler', 'ScaledObject']

function scalerOf(one: Workload, objects: readonly unknown[]): unknown {
  return objects.find((object) => targets(object, one))
}

function targets(object: unknown, one: Workload): boolean {
  const { kind = 'Deployment', name } = fields(at(object, 'spec', 'scaleTargetRef'))
  return (
    scalers.includes(text(at(object, 'kind')) ?? '') &&
    text(at(object, 'metadata', 'namespace')) === one.namespace &&
    kind === one.kind &&
    name === one.name
  )
}

function nameOf(scaler: unknown): string {
  return `${text(at(scaler, 'kind'))} ${text(at(scaler, 'metadata', 'name'))}`
}
