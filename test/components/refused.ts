import { service } from 'chartwright'
import { generate } from '../../src/chart/generate.ts'
import { ChartError, type Problem } from '../../src/errors/chart-error.ts'
import type { Platform } from '../../src/platform/define-platform.ts'
import { identity } from '../default-project.ts'

/** What is refused of a service called `web`, and of its values in a profile, that no compiler has seen. */
export function refused(web: object, profile: object = {}): readonly Problem[] {
  const platform = {
    components: { web: service({ image: 'shop/web', port: 8080, ...web }) },
    profiles: { prod: { web: profile } },
  } as Platform
  try {
    generate(platform, identity)
    return []
  } catch (error) {
    if (error instanceof ChartError) return error.problems
    throw error
  }
}
