import type { Naming } from '../../../kubernetes/naming.ts'
import type { ComponentTemplates } from '../../../platform/component.ts'
import type { DeepPartial } from '../../../schema/deep-partial.ts'
import { text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import { include, mapHelper, mapping } from '../../../template/node/structure.ts'
import type { Expr } from '../../../template/node/templated.ts'
import type { ServiceValues } from '../values.ts'
import type { Release, Track } from './release.ts'

const { value } = scope<ServiceValues>()

/** Pods of a service that are alike: all of them, or those of one track of its release. */
export interface PodSet {
  /** Names of what is of these pods alone, and their labels. */
  readonly names: Naming
  readonly image: Expr<ServiceValues['image']>
  /** What is there for a track; nothing where all pods are alike. */
  readonly track?: {
    readonly name: Track
    /** How many pods there are: no autoscaler knows tracks. */
    readonly replicas: Expr<number>
    /** Configuration over that of all. */
    readonly config: Expr<ServiceValues['config']>
  }
}

/** The sets of pods of a service. */
export function podSets(
  release: Release | undefined,
  component: string,
  names: Naming,
): readonly PodSet[] {
  if (!release) return [{ names, image: value('image') }]
  return release.tracks.map((track) => ({
    names: namesOf(track, release, component, names),
    image: value(`${track}.image`),
    track: { name: track, replicas: value(`${track}.replicas`), config: value(`${track}.config`) },
  }))
}

/** `deployment.yaml`, or `deployment-blue.yaml`. */
export function templateOf({ track }: PodSet, name: string): string {
  return track ? `${name}-${track.name}.yaml` : `${name}.yaml`
}

/** A template for each set of pods that has something of its own in it. */
export function eachSet(
  sets: readonly PodSet[],
  name: string,
  documents: (set: PodSet) => readonly unknown[] | undefined,
): ComponentTemplates['files'] {
  return Object.fromEntries(
    sets.flatMap((set) => {
      const own = documents(set)
      return own ? [[templateOf(set, name), own] as const] : []
    }),
  )
}

function namesOf(track: Track, { label }: Release, component: string, names: Naming): Naming {
  const selectorLabels = mapHelper<Readonly<Record<string, string>>>(
    `${component}.${track}SelectorLabels`,
    `Labels of the ${track} pods; they never change.`,
    mapping(names.selectorLabels, { [label]: track }),
  )
  return {
    ...names,
    fullname: text`${names.fullname}-${track}`,
    selectorLabels: include(selectorLabels),
    helpers: [selectorLabels],
  }
}

/** What the model sets where tracks have what all pods have otherwise: the image. */
export function trackValues(
  { tracks }: Release,
  { image, ...values }: DeepPartial<ServiceValues>,
): DeepPartial<ServiceValues> {
  return { ...values, ...Object.fromEntries(tracks.map((track) => [track, { image }])) }
}
