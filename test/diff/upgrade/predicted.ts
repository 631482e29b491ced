import { withoutLists } from '../../../src/diff/release-objects.ts'
import { upgradeProblems } from '../../../src/diff/upgrade/upgrade-problems.ts'
import { isError } from '../../../src/errors/chart-error.ts'
import type { Fails } from './cases.ts'

/** What `diff` says of an upgrade: which Helm fails with it for sure, and whether it warns. */
export function predicted(
  from: readonly unknown[],
  to: readonly unknown[],
): { readonly fails: Fails; readonly warns: boolean } {
  const problems = upgradeProblems(withoutLists(from), withoutLists(to))
  const [three, four] = ['Helm 3', 'Helm 4'].map((helm) =>
    problems
      .filter(isError)
      .some(({ message }) => message.startsWith(`with ${helm},`) || !message.startsWith('with ')),
  )
  const fails = three ? (four ? 'both' : 'Helm 3') : four ? 'Helm 4' : 'none'
  return { fails, warns: !problems.every(isError) }
}
