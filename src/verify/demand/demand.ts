import { parseQuantity } from '../../kubernetes/pod/quantity.ts'
import { at, items, text, texts } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import { limitRangesOf } from '../rules/container-limits.ts'
import type { Pod } from '../rules/pod.ts'
import { ofKind, type Release } from '../rules/release.ts'
import { type Amounts, nothing, sum, times } from './amounts.ts'
import { podDemand } from './pod-demand.ts'
import { podsOfWorkload, surgeOf } from './pod-numbers.ts'

/** An amount at the least and at the most that the autoscalers allow. */
export interface Span {
  readonly least: Amounts
  readonly most: Amounts
}

/** What a component takes while it runs, and what an upgrade takes beside that. */
export interface ComponentDemand {
  readonly name: string
  /** Pods that stay, and their volumes. */
  readonly running: Span
  /** Pods that end: those of Jobs, and the new ones of a rolling update before old ones go. */
  readonly meanwhile: Span
}

/** What a release takes, component by component, in the order of its objects. */
export interface Demand {
  readonly components: readonly ComponentDemand[]
  readonly running: Span
  readonly meanwhile: Span
}

/** Adds up what the rendered objects of a release take. Pods of `helm test` do not count. */
export function demandOf(release: Release): Demand {
  const components = new Map<string, Part[]>()
  for (const part of parts(release))
    components.set(part.component, [...(components.get(part.component) ?? []), part])
  const all = [...components].map(([name, of]) => ({ name, ...total(of) }))
  return { components: all, ...total(all) }
}

type Part = Omit<ComponentDemand, 'name'> & { readonly component: string }

function total(all: readonly Omit<ComponentDemand, 'name'>[]): Omit<ComponentDemand, 'name'> {
  return {
    running: sumOf(all.map(({ running }) => running)),
    meanwhile: sumOf(all.map(({ meanwhile }) => meanwhile)),
  }
}

function sumOf(spans: readonly Span[]): Span {
  return { least: sum(spans.map(({ least }) => least)), most: sum(spans.map(({ most }) => most)) }
}

const none: Span = { least: nothing, most: nothing }

function parts(release: Release): readonly Part[] {
  const rangesOf = limitRangesOf(release)
  const pods = release.pods.filter(({ owner }) => !isHook(owner))
  const claims = ofKind(release, 'PersistentVolumeClaim')
  return [
    ...pods.map((pod) => podsPart(release, pod, podDemand(pod, rangesOf(pod)))),
    ...claims.map((claim) => {
      const own = claimDemand(claim.body)
      return part(claim, { running: { least: own, most: own }, meanwhile: none })
    }),
  ]
}

function podsPart(release: Release, { owner }: Pod, pod: Amounts): Part {
  if (owner.kind === 'Job' || owner.kind === 'CronJob')
    return part(owner, { running: none, meanwhile: { least: pod, most: pod } })
  const claims = items(at(owner.body, 'spec', 'volumeClaimTemplates')).map(claimDemand)
  const { least, most } = podsOfWorkload(release, owner)
  const each = sum([pod, ...claims])
  return part(owner, {
    running: { least: times(each, least), most: times(each, most) },
    meanwhile: {
      least: times(pod, surgeOf(owner, least)),
      most: times(pod, surgeOf(owner, most)),
    },
  })
}

function part(owner: Manifest, spans: Omit<Part, 'component'>): Part {
  const component = texts(at(owner.body, 'metadata', 'labels'))['app.kubernetes.io/name']
  return { component: component ?? owner.name, ...spans }
}

function claimDemand(claim: unknown): Amounts {
  const size = at(claim, 'spec', 'resources', 'requests', 'storage')
  return { ...nothing, 'requests.storage': parseQuantity(size) ?? 0, persistentvolumeclaims: 1 }
}

function isHook({ body }: Manifest): boolean {
  return text(at(body, 'metadata', 'annotations', 'helm.sh/hook')) !== undefined
}
