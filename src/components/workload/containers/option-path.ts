import type { EdgeContainer } from '../../../platform/edge.ts'
import { formatPath } from '../../../helm/yaml/yaml-path.ts'

/** Where platform.ts has an option of a workload's own container, or of a further one; that of an ambassador is in an edge. */
export function optionPath(
  component: string,
  container: Partial<EdgeContainer>,
  ...steps: readonly string[]
): string {
  const { option, name } = container
  if (option === 'uses') return formatPath(['components', component, 'uses'])
  const place = option === undefined || name === undefined ? [] : [option, name]
  return formatPath(['components', component, ...place, ...steps])
}
