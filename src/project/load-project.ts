import { join } from 'node:path'
import { type ChartIdentity, readIdentity } from '../chart/chart-identity.ts'
import { together } from '../errors/together.ts'
import type { Platform } from '../platform/define-platform.ts'
import { loadPlatform } from './load-platform.ts'
import { placedInKinds } from './kind-places.ts'
import { type ProjectKind, readKinds, refuseFaults } from './project-kinds.ts'
import { readProjectFile } from './read-project-file.ts'

/** A project: the two files that a person writes. */
export interface Project {
  /** The project's directory. */
  readonly directory: string
  readonly identity: ChartIdentity
  readonly platform: Platform
  /** Its own component kinds. */
  readonly kinds: readonly ProjectKind[]
}

/** Reads a project's Chart.yaml, platform.ts and the schemas of its kinds. Throws with the problems of all. */
export async function loadProject(directory: string): Promise<Project> {
  const kinds = kindsIn(directory)
  const [identity, platform, own] = await together([
    loadIdentity(directory),
    ifRead(kinds, () => loadPlatform(join(directory, 'platform.ts'))), // which imports their schemas
    kinds,
    ifRead(kinds, async (read) => refuseFaults(read)),
  ])
  if (!platform) throw new Error('the kinds were not read') // and so `together` has thrown
  return { directory, identity, platform: placedInKinds(platform, own), kinds: own }
}

async function kindsIn(directory: string): Promise<readonly ProjectKind[]> {
  return readKinds(directory)
}

/** What can only be asked of kinds that were read; why they were not is told elsewhere. */
function ifRead<T>(
  kinds: Promise<readonly ProjectKind[]>,
  ask: (read: readonly ProjectKind[]) => Promise<T>,
): Promise<T | undefined> {
  return kinds.then(ask, () => undefined)
}

async function loadIdentity(directory: string): Promise<ChartIdentity> {
  const file = join(directory, 'Chart.yaml')
  return readIdentity(
    await readProjectFile(file, 'it holds the identity of the chart: name, version, appVersion, …'),
    file,
  )
}
