import { at, fields, items, text, type Fields } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import type { Container, Pod } from './pod.ts'
import { inContainers, violation } from './pod-violation.ts'
import { ofKind, resolves, type Release } from './release.ts'
import { rule, type Rule, type Violation } from './rule.ts'

/** Rules on what pods refer to besides their configuration: volumes, claims, accounts, classes. */
export const podReferenceRules: readonly Rule[] = [
  rule('every volume that a container mounts is a volume of its pod', ({ pods }) =>
    inContainers(pods, (container, pod) =>
      mounts(container)
        .filter((name) => !volumes(pod).includes(name))
        .map((name) => `there is no volume ${name}`),
    ),
  ),

  rule(
    'every volume of a pod is mounted by one of its containers',
    ({ pods }) =>
      pods.flatMap((pod) => {
        const mounted = pod.containers.flatMap(mounts)
        return volumes(pod)
          .filter((name) => !mounted.includes(name))
          .map((name) => violation(pod, `nothing mounts ${name}`))
      }),
    'warning',
  ),

  rule('every claim that a pod mounts exists', (release) =>
    dangling(release, 'PersistentVolumeClaim', claimsOf),
  ),

  rule(
    'every claim is mounted by a pod that starts with the release',
    (release) =>
      ofKind(release, 'PersistentVolumeClaim')
        .filter((claim) => !isHook(claim) && !isMounted(release, claim))
        .map((manifest) => ({
          manifest,
          detail: `nothing mounts ${manifest.name}`,
          hint: 'most storage classes make a volume for its first pod, and helm --wait waits for the volume: render the claim with the pod that mounts it',
        })),
    'warning',
  ),

  rule('every ServiceAccount that pods run as exists', (release) =>
    dangling(release, 'ServiceAccount', ({ serviceAccountName }) => [serviceAccountName]),
  ),

  rule('every PriorityClass that pods ask for exists', (release) =>
    dangling(release, 'PriorityClass', ({ priorityClassName }) => [priorityClassName]),
  ),
]

function isMounted({ pods }: Release, { name, namespace }: Manifest): boolean {
  return pods.some(
    (pod) =>
      startsAtInstall(pod) &&
      pod.owner.namespace === namespace &&
      claimsOf(pod.spec).includes(name),
  )
}

function claimsOf({ volumes }: Fields): readonly unknown[] {
  return items(volumes).map((volume) => at(volume, 'persistentVolumeClaim', 'claimName'))
}

/** Whether an install makes the pod: none of a hook's, of a schedule's, or where none is asked for. */
function startsAtInstall({ owner }: Pod): boolean {
  const { replicas, suspend } = fields(owner.body['spec'])
  return owner.kind !== 'CronJob' && !isHook(owner) && replicas !== 0 && suspend !== true
}

function isHook({ body }: Manifest): boolean {
  return at(body, 'metadata', 'annotations', 'helm.sh/hook') !== undefined
}

function mounts({ body }: Container): readonly string[] {
  const uses = [...items(body['volumeMounts']), ...items(body['volumeDevices'])]
  return uses.map(({ name }) => String(name))
}

/** The volumes of a pod, with those that a StatefulSet makes for it. */
function volumes({ spec, owner }: Pod): readonly string[] {
  const claims = items(at(owner.body, 'spec', 'volumeClaimTemplates'))
  return [
    ...items(spec['volumes']).map(({ name }) => String(name)),
    ...claims.map((claim) => String(at(claim, 'metadata', 'name'))),
  ]
}

function dangling(
  release: Release,
  kind: string,
  named: (spec: Fields) => readonly unknown[],
): readonly Violation[] {
  return release.pods.flatMap((pod) => {
    const { namespace } = pod.owner
    return named(pod.spec)
      .flatMap((name) => text(name) || [])
      .filter((name) => !resolves(release, { kind, name, namespace }))
      .map((name) => violation(pod, `nothing renders ${name}`))
  })
}
