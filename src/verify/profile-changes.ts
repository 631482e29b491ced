import { scaleDowns } from '../diff/scaling-changes.ts'
import type { Problem } from '../errors/chart-error.ts'
import type { VerifyRun } from './report.ts'

/** A run, and the objects that it rendered. */
export interface Rendering {
  readonly run: VerifyRun
  readonly objects: readonly unknown[]
}

/** Adds to each run what an upgrade to its profile from another one would do to the pods that run. */
export function withProfileChanges(renderings: readonly Rendering[]): readonly VerifyRun[] {
  return renderings.map((to) => {
    const others = renderings.filter((from) => from.run !== to.run && isComparable(from, to))
    return {
      ...to.run,
      problems: [...to.run.problems, ...others.flatMap((from) => changes(from, to))],
    }
  })
}

function isComparable({ run: from }: Rendering, { run: to }: Rendering): boolean {
  return from.helm === to.helm && from.kubernetes === to.kubernetes
}

function changes(from: Rendering, to: Rendering): readonly Problem[] {
  return scaleDowns(from.objects, to.objects).map((problem) => ({
    ...problem,
    message: `coming from ${from.run.profile}, ${problem.message}`,
    severity: 'warning' as const,
  }))
}
