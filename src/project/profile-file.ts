import { join } from 'node:path'
import { ChartError } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import type { Project } from './load-project.ts'

/** Names of a project's profiles. */
export function profileNames({ platform }: Project): readonly string[] {
  return Object.keys(platform.profiles ?? {})
}

/** The values file of a profile. Throws with a suggestion where platform.ts has no such profile. */
export function profileFile(project: Project, name: string): string {
  const names = profileNames(project)
  if (!names.includes(name)) throw unknownProfile(name, names)
  return join(project.directory, `values-${name}.yaml`)
}

function unknownProfile(name: string, names: readonly string[]): ChartError {
  const all =
    names.length > 0 ? `the profiles are ${names.join(', ')}` : 'platform.ts has no profiles'
  const hint = didYouMean(name, names, all)
  return new ChartError([
    { code: 'unknown-profile', path: name, message: `there is no profile ${name}`, hint },
  ])
}
