import { checkedPlan } from '../chart/checked-plan.ts'
import { ChartError, isError, type Problem } from '../errors/chart-error.ts'
import type { Project } from '../project/load-project.ts'
import { profileFile, profileNames } from '../project/profile-file.ts'
import type { State } from './compare-states.ts'
import { plannedState } from './planned-state.ts'
import { upgradeProblems } from './upgrade/upgrade-problems.ts'

/**
 * What goes wrong when a release goes from one profile of a project to another, by the name of the
 * other: warnings, since nobody need ever go that way.
 */
export function profileChanges(
  project: Project,
  values: readonly string[],
): ReadonlyMap<string, readonly Problem[]> {
  const states = profileStates(project, values)
  return new Map(states.map((to) => [to.name, changesTo(to, states)]))
}

/** The profiles that the chart renders: of the others its own errors tell. */
function profileStates(project: Project, values: readonly string[]): readonly State[] {
  const plan = checkedPlan(project.platform, project.identity)
  return profileNames(project).flatMap((name) => {
    const files = [profileFile(project, name), ...values]
    try {
      return [plannedState(name, plan, project.directory, files)]
    } catch (error) {
      if (error instanceof ChartError) return []
      throw error
    }
  })
}

/** Each problem once, with the profiles that a release may come from. */
function changesTo(to: State, states: readonly State[]): readonly Problem[] {
  const found = states.flatMap((from) =>
    upgradeProblems(from.objects, to.objects)
      .filter((one) => isError(one) && one.code !== harmless)
      .map((problem) => ({ from: from.name, problem })),
  )
  const known = new Map(found.map(({ problem }) => [JSON.stringify(problem), problem]))
  return [...known].map(([key, problem]) => {
    const names = found.filter((one) => JSON.stringify(one.problem) === key).map(({ from }) => from)
    return {
      ...problem,
      severity: 'warning',
      message: `for a release that goes from ${names.join(' or ')} to ${to.name}, ${problem.message}`,
    }
  })
}

/** Helm stops before it changes anything. */
const harmless = 'object-exists'
