import type { Project } from '../project/load-project.ts'
import { profileFile } from '../project/profile-file.ts'
import { valuesFiles } from './define.ts'

/** The file of a profile, where one is chosen, and those that the command line lays over it. */
export function filesOver(
  project: Project,
  profile: string | undefined,
  rawArgs: readonly string[],
): readonly string[] {
  const own = profile === undefined ? [] : [profileFile(project, profile)]
  return [...own, ...valuesFiles(rawArgs)]
}
