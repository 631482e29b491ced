import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkedPlan } from '../chart/checked-plan.ts'
import { ChartError } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import { together } from '../errors/together.ts'
import { loadProject, type Project } from '../project/load-project.ts'
import { profileFile, profileNames } from '../project/profile-file.ts'
import type { State } from './compare-states.ts'
import { plannedState } from './planned-state.ts'

/** What both sides share. */
export interface StateOptions {
  /** Directory of the project that profiles and values files are for. */
  readonly project: string
  /** Values files that lie over both sides. */
  readonly values: readonly string[]
}

type Pair<T> = readonly [T, T]

/**
 * Finds what a person wants to compare: two charts by their directories or archives, or two profiles
 * or values files of a project. Throws where a name is none of these, or where only one is a chart.
 */
export async function findStates(
  from: string,
  to: string,
  options: StateOptions,
): Promise<Pair<State>> {
  const [before, after] = [chartIn(from), chartIn(to)]
  if (before !== undefined && after !== undefined) {
    return chartStates([before, after], options.values)
  }
  if (before !== undefined || after !== undefined) throw unlike(before === undefined ? to : from)
  return plannedStates([from, to], options)
}

/** A packed chart, or the chart in a directory: that of a project, or the directory itself. */
function chartIn(name: string): string | undefined {
  if (name.endsWith('.tgz')) return name
  return [join(name, 'chart'), name].find((directory) => existsSync(join(directory, 'Chart.yaml')))
}

async function chartStates(
  [from, to]: Pair<string>,
  values: readonly string[],
): Promise<Pair<State>> {
  // Loaded when asked for: most comparisons need no Helm.
  const [{ chartState }, { findHelm }] = await Promise.all([
    import('./chart-state.ts'),
    import('../verify/tools/find-tools.ts'),
  ])
  const helm = await findHelm()
  const states = await together([chartState(from, values, helm), chartState(to, values, helm)])
  // With values that a release cannot have there is nothing to compare.
  if (values.length > 0 && states[0].refusal)
    throw new ChartError(states.flatMap(({ refusal = [] }) => refusal))
  return states
}

async function plannedStates(
  [from, to]: Pair<string>,
  options: StateOptions,
): Promise<Pair<State>> {
  const project = await loadProject(options.project)
  const { platform, identity } = project
  const plan = checkedPlan(platform, identity)
  const state = async (name: string): Promise<State> =>
    plannedState(name, plan, project.directory, [...filesOf(name, project), ...options.values])
  return together([state(from), state(to)])
}

/** The values files that a name stands for. */
function filesOf(name: string, project: Project): readonly string[] {
  const profiles = profileNames(project)
  if (profiles.includes(name)) return [profileFile(project, name)]
  if (name === defaults) return []
  if (existsSync(name) || /[./]/.test(name)) return [name]
  throw unknownName(name, [...profiles, defaults])
}

/** What the values are called that hold where nobody sets anything. */
const defaults = 'defaults'

function unlike(chart: string): ChartError {
  const message = `cannot compare ${chart}, a chart, with a profile or a values file`
  const hint = 'compare two charts, or two profiles or values files'
  return new ChartError([{ code: 'diff-unlike', path: chart, message, hint }])
}

function unknownName(name: string, known: readonly string[]): ChartError {
  const message = `${name} is no profile, no values file and no chart`
  const hint = didYouMean(name, known, `the profiles are ${known.join(', ')}`)
  return new ChartError([{ code: 'diff-unknown', path: name, message, hint }])
}
