import type { Container, Pod } from './pod.ts'
import type { Violation } from './rule.ts'

/** What is wrong with a pod as a whole. */
export function violation(pod: Pod, detail: string): Violation {
  return { manifest: pod.owner, at: pod.at, detail }
}

/** What is wrong with single containers of pods. */
export function inContainers(
  pods: readonly Pod[],
  find: (container: Container, pod: Pod) => readonly string[],
): readonly Violation[] {
  return pods.flatMap((pod) =>
    pod.containers.flatMap((container) =>
      find(container, pod).map((detail) => ({ manifest: pod.owner, at: container.at, detail })),
    ),
  )
}
