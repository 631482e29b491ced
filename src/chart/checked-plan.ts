import { refuse } from '../errors/chart-error.ts'
import { checkPlatform } from '../platform/check-platform.ts'
import type { Platform } from '../platform/define-platform.ts'
import { resolvePlatform } from '../platform/resolve.ts'
import type { ChartIdentity } from './chart-identity.ts'
import { modelProblems } from './model-problems.ts'
import { type PlatformPlan, planPlatform } from './plan-platform.ts'

/** Plans a platform. Throws a `ChartError` with everything that is wrong with it. */
export function checkedPlan(platform: Platform, identity: ChartIdentity): PlatformPlan {
  const resolved = resolvePlatform(identity.name, platform)
  refuse(checkPlatform(resolved))
  const plan = planPlatform(resolved, identity)
  refuse(modelProblems(plan))
  return plan
}
