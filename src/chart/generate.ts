import type { FileTree } from '../files/file-tree.ts'
import type { Platform } from '../platform/define-platform.ts'
import { assemble } from './assemble.ts'
import type { ChartIdentity } from './chart-identity.ts'
import { checkedPlan } from './checked-plan.ts'

/**
 * The files of a chart, relative to the project's directory: `chart/…`, and `values-<profile>.yaml`
 * for each profile. The same platform and identity give the same bytes.
 * Throws a `ChartError` with everything that is wrong with the platform.
 */
export function generate(platform: Platform, identity: ChartIdentity): FileTree {
  return assemble(checkedPlan(platform, identity))
}
