import { scaleDowns } from '../../diff/scaling-changes.ts'
import type { Problem } from '../../errors/chart-error.ts'
import { at, fields, items, number, text, type Fields } from '../fields.ts'
import { type Manifest, titleOf } from '../manifest.ts'
import type { Ask } from './open-api.ts'
import type { FindPath } from './server-resources.ts'

/**
 * The workloads that run and that an upgrade to these manifests scales to one pod: those whose
 * `replicas` Helm alone has set, and which now leave the manifest.
 */
export async function liveScaleDowns(
  manifests: readonly Manifest[],
  find: FindPath,
  ask: Ask,
): Promise<readonly Problem[]> {
  const left = manifests.filter(
    ({ kind, body }) => kinds.includes(kind) && at(body, 'spec', 'replicas') === undefined,
  )
  const live = await Promise.all(left.map((one) => readLive(one, find, ask)))
  const files = new Map(left.map((one) => [`${titleOf(one)} spec.replicas`, one.source]))
  return scaleDowns(live.flat(), manifests.map(inNamespace)).map((problem) => {
    const file = files.get(problem.path)
    return { ...problem, ...(file !== undefined && { file }), severity: 'warning' }
  })
}

const kinds = ['Deployment', 'StatefulSet']

async function readLive(manifest: Manifest, find: FindPath, ask: Ask): Promise<readonly Fields[]> {
  const path = await find(manifest)
  const { status, body } = path === undefined ? { status: 404 } : await ask({ path })
  if (status !== 200 || !isHelmsAlone(body)) return [] // it is new, or may not be read
  const { apiVersion, kind, name, namespace } = manifest
  const replicas = number(at(body, 'spec', 'replicas'))
  return [{ apiVersion, kind, metadata: { name, namespace }, spec: { replicas } }]
}

/** Whether nobody but Helm owns the field: whoever else does keeps it. */
function isHelmsAlone(live: unknown): boolean {
  const owners = items(at(live, 'metadata', 'managedFields')).filter(
    (entry) => at(entry, 'fieldsV1', 'f:spec', 'f:replicas') !== undefined,
  )
  return owners.length > 0 && owners.every(({ manager }) => text(manager)?.startsWith('helm'))
}

/** The object as it will be, in the namespace of the release where it says none. */
function inNamespace({ body, namespace }: Manifest): Fields {
  return { ...body, metadata: { ...fields(body['metadata']), namespace } }
}
