import { withoutLists } from '../diff/release-objects.ts'
import { scaleDowns } from '../diff/scaling-changes.ts'
import { upgradeProblems } from '../diff/upgrade/upgrade-problems.ts'
import { isError, type Problem } from '../errors/chart-error.ts'
import type { VerifyRun } from './report.ts'

/** A run, and the objects that it rendered. */
export interface Rendering {
  readonly run: VerifyRun
  readonly objects: readonly unknown[]
}

/**
 * Adds to each run what an upgrade to its profile from another one would fail with, delete or leave
 * behind, and what it would do to the pods that run: warnings, since nobody need ever go that way.
 */
export function withProfileChanges(renderings: readonly Rendering[]): readonly VerifyRun[] {
  return renderings.map((to) => {
    const others = renderings.filter((from) => from.run !== to.run && isComparable(from, to))
    return { ...to.run, problems: [...to.run.problems, ...changesTo(to, others)] }
  })
}

function isComparable({ run: from }: Rendering, { run: to }: Rendering): boolean {
  return from.helm === to.helm && from.kubernetes === to.kubernetes
}

/** Each change once, with the profiles that a release may come from. */
function changesTo(to: Rendering, others: readonly Rendering[]): readonly Problem[] {
  const found = new Map<string, { problem: Problem; from: string[] }>()
  for (const { run, objects } of others)
    for (const problem of changes(objects, to.objects)) {
      const known = found.get(JSON.stringify(problem))
      if (known) known.from.push(run.profile)
      else found.set(JSON.stringify(problem), { problem, from: [run.profile] })
    }
  return [...found.values()].map(({ problem, from }) => ({
    ...problem,
    message: `coming from ${from.join(' or ')}, ${problem.message}`,
    severity: 'warning' as const,
  }))
}

function changes(from: readonly unknown[], to: readonly unknown[]): readonly Problem[] {
  const [old, next] = [withoutLists(from), withoutLists(to)]
  const certain = upgradeProblems(old, next).filter(isError)
  return [...certain.filter(({ code }) => !elsewhere.includes(code)), ...scaleDowns(old, next)]
}

/** Before the one Helm stops without having changed anything; a rule of each run tells of the other. */
const elsewhere = ['object-exists', 'repeated-item']
