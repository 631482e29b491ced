import { at, type Fields, fields, items, text } from '../../verify/fields.ts'
import { nameOf } from '../release-objects.ts'
import { podTemplateOf } from './object-shapes.ts'

/** A workload whose pods have volumes that outlive them. */
export interface DataHolder {
  readonly object: unknown
  /** Names of its claims; those of a claim template end in `-*`, one a pod. */
  readonly claims: readonly string[]
  /** The programs of its pods: images without registry, organisation, tag and digest. */
  readonly programs: readonly string[]
}

/** The workloads among some objects that hold data. */
export function dataHolders(
  objects: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, DataHolder> {
  const holders = [...objects].map(([key, object]) => [key, dataHolder(object)] as const)
  return new Map(
    holders.filter((pair): pair is [string, DataHolder] => (pair[1]?.claims.length ?? 0) > 0),
  )
}

/** What an object holds, if it has pods. */
export function dataHolder(object: unknown): DataHolder | undefined {
  const pods = podTemplateOf(object)
  if (pods === undefined) return undefined
  const spec = fields(at(pods.template, 'spec'))
  const mounted = items(spec['volumes']).flatMap(
    (volume) => text(at(volume, 'persistentVolumeClaim', 'claimName')) ?? [],
  )
  const templates = items(at(object, 'spec', 'volumeClaimTemplates'))
  const own = templates.map((template) => `${nameOf(template)}-${nameOf(object)}-*`)
  const programs = containersOf(spec).map((one) => programOf(one['image']))
  return { object, claims: [...mounted, ...own], programs }
}

/** The containers of a pod that stay. */
export function containersOf(spec: Fields): readonly Fields[] {
  return items(spec['containers'])
}

/** `postgres` of `docker.io/library/postgres:16.4@sha256:…`. */
export function programOf(image: unknown): string {
  return (text(image) ?? '')
    .replace(/@.*$/, '')
    .replace(/:[^:/]*$/, '')
    .replace(/^.*\//, '')
}
