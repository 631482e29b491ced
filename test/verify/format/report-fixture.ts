import type { Problem } from '../../../src/errors/chart-error.ts'
import type { VerifyReport, VerifyRun } from '../../../src/verify/report.ts'

const pdb: Problem = {
  code: 'every-disruption-budget-lets-a-pod-go',
  path: 'PodDisruptionBudget/shop-cart',
  message:
    'every disruption budget lets a pod go: no node with one of its pods can ever be drained',
  hint: 'lower minAvailable below the number of replicas, or leave the budget out',
  file: 'chart/charts/cart/templates/pdb.yaml',
}
const refused: Problem = {
  code: 'template-refuses',
  path: 'chart/templates/checks.yaml',
  message: 'orders uses postgresql,\nwhich "dev" & <prod> disable',
  file: 'chart/templates/checks.yaml',
  line: 3,
  column: 5,
}
const ignored: Problem = {
  code: 'helm-warning',
  path: 'values',
  message: 'skipped value for shop.a: Not a table.',
  severity: 'warning',
}

/** Two profiles, two Helms, two versions of Kubernetes; some runs bad, some with a warning. */
export const mixed: VerifyReport = {
  chart: 'shop',
  version: '0.1.0',
  runs: [
    run('defaults', '3.22.0', '1.29.6', { milliseconds: 949 }),
    run('defaults', '3.22.0', '1.36.3', { milliseconds: 1051 }),
    run('defaults', '4.3.1', '1.29.6', { problems: [ignored] }),
    run('defaults', '4.3.1', '1.36.3', { problems: [ignored] }),
    run('prod', '3.22.0', '1.29.6', { ...nothing(), problems: [refused] }),
    run('prod', '3.22.0', '1.36.3', { objects: 1042, releaseBytes: 740_000, problems: [pdb] }),
    run('prod', '4.3.1', '1.29.6', { objects: 1042, releaseBytes: 740_000, problems: [pdb] }),
    run('prod', '4.3.1', '1.36.3', { objects: 1042, releaseBytes: 740_000, problems: [pdb] }),
  ],
}

/** A single run without problems. */
export const good: VerifyReport = {
  chart: 'shop',
  version: '0.1.0',
  runs: [run('defaults', '4.3.1', '1.36.3', {})],
}

function run(
  profile: string,
  helm: string,
  kubernetes: string,
  found: Partial<VerifyRun>,
): VerifyRun {
  const usual = { objects: 142, releaseBytes: 38_000, milliseconds: 900, problems: [] }
  return { profile, helm, kubernetes, ...usual, ...found }
}

function nothing(): Partial<VerifyRun> {
  return { objects: 0, releaseBytes: 0 }
}
