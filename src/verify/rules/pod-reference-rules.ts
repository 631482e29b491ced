import { at, items, text, type Fields } from '../fields.ts'
import type { Container, Pod } from './pod.ts'
import { inContainers, violation } from './pod-violation.ts'
import { resolves, type Release } from './release.ts'
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
    dangling(release, 'PersistentVolumeClaim', ({ volumes }) =>
      items(volumes).map((volume) => at(volume, 'persistentVolumeClaim', 'claimName')),
    ),
  ),

  rule('every ServiceAccount that pods run as exists', (release) =>
    dangling(release, 'ServiceAccount', ({ serviceAccountName }) => [serviceAccountName]),
  ),

  rule('every PriorityClass that pods ask for exists', (release) =>
    dangling(release, 'PriorityClass', ({ priorityClassName }) => [priorityClassName]),
  ),
]

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
