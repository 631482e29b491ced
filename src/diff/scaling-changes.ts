import type { Problem } from '../errors/chart-error.ts'
import { at, fields, number, text } from '../verify/fields.ts'
import { titleOf } from '../verify/manifest.ts'

/** A Deployment or StatefulSet, and what its manifest says of the number of its pods. */
interface Workload {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace: string | undefined
  readonly replicas: number | undefined
}

/**
 * What an upgrade does to the number of pods that run, where something scales them. A field that
 * leaves the manifest gets the API server's default, one pod, whoever set it since; a field that
 * stays there is set again by each upgrade.
 */
export function scalingChanges(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly Problem[] {
  const old = new Map(before.flatMap(workload).map((one) => [keyOf(one), one]))
  return after.flatMap(workload).flatMap((one) => {
    const { replicas } = old.get(keyOf(one)) ?? {}
    const scaler = after.find((object) => targets(object, one))
    if (one.replicas !== undefined) return scaler ? [resets(one, nameOf(scaler))] : []
    return replicas !== undefined && replicas > 1 ? [falls(one, replicas, scaler)] : []
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
  const { apiVersion, kind, name, namespace } = one
  const metadata = namespace === undefined ? { name } : { name, namespace }
  const manifest = JSON.stringify({ apiVersion, kind, metadata, spec: { replicas } })
  return `echo '${manifest}' | kubectl apply --server-side --field-manager=keep-replicas -f -`
}

function workload(object: unknown): readonly Workload[] {
  const { apiVersion, kind } = fields(object)
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return []
  return [
    {
      apiVersion: text(apiVersion) ?? '',
      kind,
      name: text(at(object, 'metadata', 'name')) ?? '',
      namespace: text(at(object, 'metadata', 'namespace')),
      replicas: number(at(object, 'spec', 'replicas')),
    },
  ]
}

function keyOf({ kind, namespace = '', name }: Workload): string {
  return [kind, namespace, name].join('/')
}

/** Kubernetes' own autoscaler, and KEDA's, which makes one. */
const scalers = ['HorizontalPodAutoscaler', 'ScaledObject']

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
