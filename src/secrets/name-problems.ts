import { longestSuffix, sharedEndings } from '../chart/object-names.ts'
import type { PlatformPlan } from '../chart/plan-platform.ts'
import type { Problem } from '../errors/chart-error.ts'

/** Longest DNS label: RFC 1123. */
const longestLabel = 63

/** What is wrong with the names of a release, which the chart would refuse, and of its namespace. */
export function releaseProblems(
  { names }: PlatformPlan,
  release: string,
  namespace: string,
): readonly Problem[] {
  const objects = Object.values(names).flat()
  const longest = longestLabel - longestSuffix(objects)
  const option = { path: release, option: `--release ${release}` }
  const ending = sharedEndings(objects).find((one) => release.endsWith(one))
  if (/^[0-9]/.test(release))
    return [{ code: 'invalid-name', ...option, ...beginsBadly }, ...namespaceProblems(namespace)]
  const shared = ending === undefined ? [] : [{ code: 'invalid-name', ...option, ...ends(ending) }]
  return [
    ...nameProblems('--release', release, longest),
    ...shared,
    ...namespaceProblems(namespace),
  ]
}

const beginsBadly = {
  message: 'the name begins the names of Services, which begin with a letter',
  hint: 'such as shop, or shop-2',
} as const

function ends(ending: string): Pick<Problem, 'message' | 'hint'> {
  const message = `the name ends in ${ending}, so that its objects could have the names of another release's`
  return { message, hint: 'choose a name with another end' }
}

function namespaceProblems(namespace: string): readonly Problem[] {
  return nameProblems('--namespace', namespace, longestLabel)
}

function nameProblems(option: string, name: string, longest: number): readonly Problem[] {
  const problem = { code: 'invalid-name', path: name, option: `${option} ${name}` }
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    const message = 'a name is of small letters, digits and hyphens, with no hyphen at either end'
    return [{ ...problem, message, hint: 'such as shop, or shop-2' }]
  }
  if (name.length <= longest) return []
  const message = `the name has ${name.length} characters; ${longest} is the most`
  return [{ ...problem, message, hint: 'choose a shorter one' }]
}
