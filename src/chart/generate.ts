import { ChartError, type Problem } from '../errors/chart-error.ts'
import type { FileTree } from '../files/file-tree.ts'
import { checkPlatform } from '../platform/check-platform.ts'
import type { Platform } from '../platform/define-platform.ts'
import { resolvePlatform } from '../platform/resolve.ts'
import { type ChartIdentity } from './chart-identity.ts'
import { assemble } from './assemble.ts'
import { modelProblems } from './model-problems.ts'
import { planPlatform } from './plan-platform.ts'

/**
 * The files of a chart, relative to the project's directory: `chart/…`, and `values-<profile>.yaml`
 * for each profile. The same platform and identity give the same bytes.
 * Throws a `ChartError` with everything that is wrong with the platform.
 */
export function generate(platform: Platform, identity: ChartIdentity): FileTree {
  const resolved = resolvePlatform(identity.name, platform)
  refuse(checkPlatform(resolved))
  const plan = planPlatform(resolved, identity)
  refuse(modelProblems(plan))
  return assemble(plan)
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ChartError(problems)
}
