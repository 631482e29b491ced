import type { Problem } from '../errors/chart-error.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'
import { clientLabel } from '../kubernetes/network/network-policy.ts'
import type { ResolvedComponent } from './resolve.ts'

/**
 * Labels of a component that the chart sets itself: those by which others let its pods in, and what its
 * kind selects pods by.
 */
export function labelProblems(
  { component, context }: ResolvedComponent,
  components: readonly ResolvedComponent[],
): readonly Problem[] {
  if (Object.keys(context.labels).length === 0) return []
  const { podLabels = [] } = component.keys?.({ ...context, labels: {} }) ?? {}
  const ofClients = components.flatMap((other) => Object.keys(clientLabel(other.context.name)))
  return Object.keys(context.labels)
    .filter((key) => podLabels.includes(key) || ofClients.includes(key))
    .map((key) => ({
      code: 'label-reserved',
      path: formatPath(['components', context.name, 'labels', key]),
      message: `${key} is a label by which the chart selects pods`,
      hint: ofClients.includes(key)
        ? `an edge gives it: uses: [ … ] to ${key.replace(/-client$/, '')}`
        : 'choose another key',
    }))
}
