import type { Problem } from '../errors/chart-error.ts'
import type { ChartValues } from '../helm/merge/chart-values.ts'
import type { SetOption } from '../helm/set/apply-set.ts'
import type { ReleaseOptions } from '../validate/validate-values.ts'
import { helmTemplate } from './helm.ts'
import { findHelm } from './tools/find-tools.ts'

/** Values that only Helm can judge. */
export interface HelmQuestion extends ReleaseOptions {
  /** Where the chart is, and what it is. */
  readonly directory: string
  readonly chart: ChartValues
  readonly values: readonly string[]
  readonly sets: readonly SetOption[]
  /** Told of a Helm that is built first. */
  readonly onProgress: (message: string) => void
}

/** What the newest Helm says against values: nothing of those that it takes. Throws where there is none. */
export async function askHelm(question: HelmQuestion): Promise<readonly Problem[]> {
  const { chart, release = chart.name, namespace = 'default', onProgress, ...rest } = question
  const helm = await findHelm({ onProgress })
  const input = { ...rest, helm, chart: chart.name, release, namespace }
  const { problems } = await helmTemplate(input, { timeout: 60_000 })
  return problems.map((one) => ({ ...one, ...(one.file && { file: inChart(one.file, question) }) }))
}

/** Helm names a template by its chart; people look for it in the directory. */
function inChart(file: string, { directory, chart }: HelmQuestion): string {
  const prefix = `${chart.name}/`
  return file.startsWith(prefix) ? `${directory}/${file.slice(prefix.length)}` : file
}
