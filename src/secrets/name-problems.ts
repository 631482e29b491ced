import { longestSuffix } from '../chart/object-names.ts'
import type { PlatformPlan } from '../chart/plan-platform.ts'
import type { Problem } from '../errors/chart-error.ts'

/** Longest DNS label: RFC 1123. */
const longestLabel = 63

/** What is wrong with the names of a release and of its namespace. */
export function releaseProblems(
  { names }: PlatformPlan,
  release: string,
  namespace: string,
): readonly Problem[] {
  const longest = longestLabel - longestSuffix(Object.values(names).flat())
  return [
    ...nameProblems('--release', release, longest),
    ...nameProblems('--namespace', namespace, longestLabel),
  ]
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
