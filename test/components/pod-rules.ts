import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'

/** What holds for every pod of every component: sentence → whether it does. */
const rules: Readonly<Record<string, (pod: IPodSpec) => boolean>> = {
  'runs as a numeric user that is not root': ({ securityContext }) =>
    securityContext?.runAsNonRoot === true && (securityContext.runAsUser ?? 0) > 0,
  'has the seccomp profile of the container runtime': ({ securityContext }) =>
    securityContext?.seccompProfile?.type === 'RuntimeDefault',
  'has no token of the API': ({ automountServiceAccountToken }) =>
    automountServiceAccountToken === false,
  'has containers without privileges': (pod) =>
    containers(pod).every(
      ({ securityContext }) =>
        securityContext?.allowPrivilegeEscalation === false &&
        securityContext.capabilities?.drop?.join() === 'ALL',
    ),
  'has a root file system that nothing can write': (pod) =>
    containers(pod).every(
      ({ securityContext }) => securityContext?.readOnlyRootFilesystem === true,
    ),
  'asks for CPU and memory, and limits memory': (pod) =>
    containers(pod).every(
      ({ resources }) =>
        resources?.requests?.['cpu'] !== undefined &&
        resources.requests['memory'] !== undefined &&
        resources.limits?.['memory'] !== undefined,
    ),
  'mounts only volumes that it has': (pod) => {
    const names = new Set(['data', ...(pod.volumes ?? []).map(({ name }) => name)])
    return containers(pod).every(({ volumeMounts = [] }) =>
      volumeMounts.every(({ name }) => names.has(name)),
    )
  },
}

function containers(pod: IPodSpec): IPodSpec['containers'] {
  return [...(pod.initContainers ?? []), ...pod.containers]
}

/** The sentences that are not true of a pod. */
export function brokenPodRules(pod: IPodSpec | undefined): readonly string[] {
  if (!pod) return ['there is a pod']
  return Object.entries(rules)
    .filter(([, holds]) => !holds(pod))
    .map(([sentence]) => sentence)
}
