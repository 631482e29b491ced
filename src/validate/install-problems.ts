import type { Problem } from '../errors/chart-error.ts'
import type { ChartValues } from '../helm/merge/chart-values.ts'
import { isTextInRange } from '../helm/semver/constraint.ts'
import { newestKubernetes } from '../helm/template/capabilities.ts'

/** Why Helm does not install a chart, whatever its values are. */
export function installProblems(
  { name, metadata = {} }: ChartValues,
  kubernetes: string = newestKubernetes,
): readonly Problem[] {
  const { type, kubeVersion } = metadata
  return [
    ...(type === 'library' ? [library(name)] : []),
    ...(kubeVersion && !isFor(String(kubeVersion), kubernetes)
      ? [otherKubernetes(name, String(kubeVersion), kubernetes)]
      : []),
  ]
}

/** Helm looks at the numbers alone: `v1.30.1-gke.1` is 1.30.1. */
function isFor(range: string, kubernetes: string): boolean {
  const [numbers = ''] = /^v?\d+(?:\.\d+)*/.exec(kubernetes) ?? []
  return isTextInRange(range, numbers)
}

const library = (name: string): Problem => ({
  code: 'chart-library',
  path: name,
  message: `${name} is a library chart, which Helm does not install`,
  hint: 'judge the values of a chart that has it among its dependencies',
})

const otherKubernetes = (name: string, range: string, kubernetes: string): Problem => ({
  code: 'chart-kubernetes',
  path: name,
  message: `${name} is for Kubernetes ${range}, and not for ${kubernetes}`,
  hint: 'name the version of the cluster with --kube-version',
})
