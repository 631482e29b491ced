import type { Problem } from '../../errors/chart-error.ts'
import type { ChartValues } from '../../helm/merge/chart-values.ts'

/** Versions of Kubernetes that the chart took and the next version of it refuses. */
export function kubernetesChanges(old: ChartValues, next: ChartValues): readonly Problem[] {
  const [before, after] = [old, next].map((one) => leastOf(one.metadata?.['kubeVersion']))
  if (after === undefined || before === undefined || after <= before) return []
  return [
    {
      code: 'kubernetes-version',
      path: 'Chart.yaml kubeVersion',
      message: `Helm refuses the chart for Kubernetes before 1.${after} now`,
      hint: 'see which version your cluster has: kubectl version',
      severity: 'warning',
    },
  ]
}

/** The oldest minor version of Kubernetes 1 that a plain constraint takes; undefined for others. */
function leastOf(constraint: unknown): number | undefined {
  if (constraint === undefined) return 0
  const [, minor] = /^\s*[>~^]=?\s*v?1\.(\d+)/.exec(String(constraint)) ?? []
  return minor === undefined ? undefined : Number(minor)
}
