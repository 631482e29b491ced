import { withoutLists } from '../diff/release-objects.ts'
import { scaleDowns } from '../diff/scaling-changes.ts'
import { upgradeProblems } from '../diff/upgrade/upgrade-problems.ts'
import { isError, type Problem } from '../errors/chart-error.ts'
import type { Manifest } from './manifest.ts'
import type { VerifyRun } from './report.ts'
import { onceForSame } from './same-objects.ts'

/** A run, and what it rendered. */
export interface Rendering {
  readonly run: VerifyRun
  readonly manifests: readonly Rendered[]
}

type Rendered = Pick<Manifest, 'body'>

/**
 * Adds to each run what an upgrade to its profile from another one would fail with, delete or leave
 * behind, and what it would do to the pods that run: warnings, since nobody need ever go that way.
 */
export function withProfileChanges(renderings: readonly Rendering[]): readonly VerifyRun[] {
  const changes = changesOnce()
  return renderings.map((to) => {
    const others = renderings.filter((from) => from.run !== to.run && isComparable(from, to))
    return { ...to.run, problems: [...to.run.problems, ...changesTo(to, others, changes)] }
  })
}

function isComparable({ run: from }: Rendering, { run: to }: Rendering): boolean {
  return from.helm === to.helm && from.kubernetes === to.kubernetes
}

/** Each change once, with the profiles that a release may come from. */
function changesTo(
  to: Rendering,
  others: readonly Rendering[],
  changes: Changes,
): readonly Problem[] {
  const found = new Map<string, { problem: Problem; from: string[] }>()
  for (const { run, manifests } of others)
    for (const problem of changes(manifests, to.manifests)) {
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

type Changes = (from: readonly Rendered[], to: readonly Rendered[]) => readonly Problem[]

/** What an upgrade changes, which is the same whichever Helm rendered the same objects. */
function changesOnce(): Changes {
  const from = onceForSame((before: readonly Rendered[]) =>
    onceForSame((after: readonly Rendered[]) => changesOf(bodies(before), bodies(after))),
  )
  return (before, after) => from(before)(after)
}

const bodies = (manifests: readonly Rendered[]): readonly unknown[] =>
  withoutLists(manifests.map(({ body }) => body))

function changesOf(old: readonly unknown[], next: readonly unknown[]): readonly Problem[] {
  const certain = upgradeProblems(old, next).filter(isError)
  return [...certain.filter(({ code }) => !elsewhere.includes(code)), ...scaleDowns(old, next)]
}

/** Before the one Helm stops without having changed anything; a rule of each run tells of the other. */
const elsewhere = ['object-exists', 'repeated-item']
