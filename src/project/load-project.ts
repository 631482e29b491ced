import { join } from 'node:path'
import { type ChartIdentity, readIdentity } from '../chart/chart-identity.ts'
import { ChartError, type Problem } from '../errors/chart-error.ts'
import type { Platform } from '../platform/define-platform.ts'
import { loadPlatform } from './load-platform.ts'
import { readProjectFile } from './read-project-file.ts'

/** A project: the two files that a person writes. */
export interface Project {
  /** The project's directory. */
  readonly directory: string
  readonly identity: ChartIdentity
  readonly platform: Platform
}

/** Reads a project's Chart.yaml and platform.ts. Throws with the problems of both. */
export async function loadProject(directory: string): Promise<Project> {
  const [identity, platform] = await Promise.allSettled([
    loadIdentity(directory),
    loadPlatform(join(directory, 'platform.ts')),
  ])
  if (identity.status === 'fulfilled' && platform.status === 'fulfilled') {
    return { directory, identity: identity.value, platform: platform.value }
  }
  throw new ChartError([...problemsOf(identity), ...problemsOf(platform)])
}

function problemsOf(result: PromiseSettledResult<unknown>): readonly Problem[] {
  if (result.status === 'fulfilled') return []
  if (result.reason instanceof ChartError) return result.reason.problems
  throw result.reason
}

async function loadIdentity(directory: string): Promise<ChartIdentity> {
  const file = join(directory, 'Chart.yaml')
  return readIdentity(
    await readProjectFile(file, 'it holds the identity of the chart: name, version, appVersion, …'),
    file,
  )
}
