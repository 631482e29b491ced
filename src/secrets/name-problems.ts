import {
  longestName,
  longestRelease,
  type ObjectName,
  sharedEndings,
} from '../chart/object-names.ts'
import type { PlatformPlan } from '../chart/plan-platform.ts'
import type { Problem } from '../errors/chart-error.ts'

type Fault = Pick<Problem, 'message' | 'hint'>

/** What is wrong with the names of a release, which the chart would refuse, and of its namespace. */
export function releaseProblems(
  { names }: PlatformPlan,
  release: string,
  namespace: string,
): readonly Problem[] {
  const objects = Object.values(names).flat()
  return [
    ...problems('--release', release, releaseFaults(release, objects)),
    ...problems('--namespace', namespace, nameFaults(namespace, longestName)),
  ]
}

function problems(option: string, name: string, faults: readonly Fault[]): readonly Problem[] {
  return faults.map((fault) => ({
    code: 'invalid-name',
    path: name,
    option: `${option} ${name}`,
    ...fault,
  }))
}

function releaseFaults(release: string, objects: readonly ObjectName[]): readonly Fault[] {
  if (/^[0-9]/.test(release)) {
    const message = 'the name begins the names of Services, which begin with a letter'
    return [{ message, hint: 'such as shop, or shop-2' }]
  }
  const shared = sharedEndings(objects)
    .filter((ending) => release.endsWith(ending))
    .map((ending) => ({
      message: `the name ends in ${ending}, so that its objects could have the names of another release's`,
      hint: 'choose a name with another end',
    }))
  return [...nameFaults(release, longestRelease(objects)), ...shared]
}

function nameFaults(name: string, longest: number): readonly Fault[] {
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    const message = 'a name is of small letters, digits and hyphens, with no hyphen at either end'
    return [{ message, hint: 'such as shop, or shop-2' }]
  }
  if (name.length <= longest) return []
  const message = `the name has ${name.length} characters; ${longest} is the most`
  return [{ message, hint: 'choose a shorter one' }]
}
