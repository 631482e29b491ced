import type { Labels, Naming } from '../../../kubernetes/naming.ts'
import type { Templated } from '../../../template/node/templated.ts'
import { activeChecks, activePods } from './blue-green.ts'
import type { PodSet } from './pod-sets.ts'
import type { Release, Strategy } from './release.ts'

/** What a strategy does with the two sets of pods. */
interface Conduct {
  /** Labels of the pods that the Service leads to, and all others that are of no track. */
  readonly ledTo: (release: Release, names: Naming) => Templated<Labels>
  /** What is refused of the values. */
  readonly checks: (release: Release, component: string) => readonly unknown[]
}

const conducts: Readonly<Record<Strategy, Conduct>> = {
  'blue-green': { ledTo: activePods, checks: activeChecks },
  canary: { ledTo: (_, names) => names.selectorLabels, checks: () => [] },
}

/** The pods behind each Service: those of a track behind its own, to try them before others do. */
export function podsBehind(
  release: Release,
  names: Naming,
  sets: readonly PodSet[],
): (service: string) => Templated<Labels> {
  const others = conducts[release.strategy].ledTo(release, names)
  return (service) =>
    sets.find(({ track }) => track?.name === service)?.names.selectorLabels ?? others
}

/** What is refused of the values of a service with tracks. */
export function trackChecks(release: Release, component: string): readonly unknown[] {
  return conducts[release.strategy].checks(release, component)
}
