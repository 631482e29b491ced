import { groupOf, type Manifest } from '../manifest.ts'
import { podsOf, type Pod } from './pod.ts'

/** The rendered objects of a release and what they may rely on. */
export interface Release {
  readonly manifests: readonly Manifest[]
  readonly pods: readonly Pod[]
  /** What exists in the cluster without being part of the release. */
  readonly existing: readonly ExistingObject[]
}

/** An object that a release may refer to although it does not render it. */
export interface ExistingObject {
  readonly kind: string
  readonly name: string | RegExp
  /** Keys of a ConfigMap or Secret. Default: any key. */
  readonly keys?: readonly string[]
}

/** Makes rendered objects ready to be checked. */
export function toRelease(
  manifests: readonly Manifest[],
  existing: readonly ExistingObject[] = [],
): Release {
  return { manifests, pods: manifests.flatMap(podsOf), existing: [...existing, ...builtIn] }
}

/** What every namespace and every cluster has. */
const builtIn: readonly ExistingObject[] = [
  { kind: 'ServiceAccount', name: 'default' },
  { kind: 'ConfigMap', name: 'kube-root-ca.crt', keys: ['ca.crt'] },
  { kind: 'PriorityClass', name: /^system-(node|cluster)-critical$/ },
  { kind: 'ClusterRole', name: /^(view|edit|admin|cluster-admin|system:.*)$/ },
]

/** The rendered objects of one kind, whichever version of its API they use. */
export function ofKind(
  { manifests }: Pick<Release, 'manifests'>,
  kind: string,
  group = '',
): readonly Manifest[] {
  return manifests.filter((one) => one.kind === kind && groupOf(one.apiVersion) === group)
}

/** An object that another one names, in the same namespace. */
export interface Reference {
  readonly kind: string
  readonly name: string
  readonly namespace: string
}

/** The rendered object that a reference means. */
export function find(release: Release, { kind, name, namespace }: Reference): Manifest | undefined {
  return release.manifests.find(
    (one) =>
      one.kind === kind &&
      one.name === name &&
      (one.namespace === namespace || clusterWide.includes(kind)),
  )
}

const clusterWide = ['ClusterRole', 'PriorityClass']

/** What is known to exist outside the release under that name. */
export function findExisting(
  { existing }: Release,
  { kind, name }: Pick<Reference, 'kind' | 'name'>,
): ExistingObject | undefined {
  return existing.find(
    (one) =>
      one.kind === kind && (typeof one.name === 'string' ? one.name === name : one.name.test(name)),
  )
}

/** Whether what a reference means is rendered, or known to exist. */
export function resolves(release: Release, reference: Reference): boolean {
  return find(release, reference) !== undefined || findExisting(release, reference) !== undefined
}
