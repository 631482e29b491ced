import { fileURLToPath } from 'node:url'
import platform from '../platform.ts'
import { type ChartIdentity, readIdentity } from '../src/chart/chart-identity.ts'
import { type PlatformPlan, planPlatform } from '../src/chart/plan-platform.ts'
import { resolvePlatform } from '../src/platform/resolve.ts'
import { readFileSync } from 'node:fs'

/** The repository's root, which is the default project. */
export const projectDirectory: string = fileURLToPath(new URL('..', import.meta.url))

/** The identity of the default project. */
export const identity: ChartIdentity = readIdentity(
  readFileSync(`${projectDirectory}/Chart.yaml`, 'utf8'),
  'Chart.yaml',
)

/** The plan of the default project. */
export const plan: PlatformPlan = planPlatform(resolvePlatform(identity.name, platform), identity)
