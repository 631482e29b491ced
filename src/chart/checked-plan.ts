import { isError, type Problem, refuse } from '../errors/chart-error.ts'
import { checkPlatform } from '../platform/check-platform.ts'
import type { Platform } from '../platform/define-platform.ts'
import { shapeProblems } from '../platform/shape-problems.ts'
import { resolvePlatform } from '../platform/resolve.ts'
import type { ChartIdentity } from './chart-identity.ts'
import { modelProblems } from './model-problems.ts'
import { profileProblems } from './profile-problems.ts'
import { type PlatformPlan, planPlatform } from './plan-platform.ts'

/** Plans a platform. Throws a `ChartError` with everything that is wrong with it. */
export function checkedPlan(platform: Platform, identity: ChartIdentity): PlatformPlan {
  refusePlaced(platform, shapeProblems(platform))
  const resolved = resolvePlatform(identity.name, platform)
  refusePlaced(platform, checkPlatform(resolved))
  const plan = planPlatform(resolved, identity)
  refusePlaced(platform, modelProblems(plan))
  refusePlaced(platform, profileProblems(plan))
  return plan
}

/** What the values of a profile leave to whoever installs it, such as a password. */
export function planWarnings(plan: PlatformPlan): readonly Problem[] {
  const { '~placed': placed } = plan.platform.platform
  const warnings = profileProblems(plan).filter((one) => !isError(one))
  return placed ? warnings.map(placed) : warnings
}

/** Throws the errors among the problems, with their places in platform.ts. */
function refusePlaced({ '~placed': placed }: Platform, problems: readonly Problem[]): void {
  refuse(placed ? problems.map(placed) : problems)
}
