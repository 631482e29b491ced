import type { Problem } from '../errors/chart-error.ts'
import type { ChartValues } from '../helm/merge/chart-values.ts'
import type { SetOption } from '../helm/set/apply-set.ts'
import type { ReleaseOptions } from '../validate/validate-values.ts'
import { inDirectory } from './helm-error.ts'
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
  return problems.map((one) => inDirectory(one, { name: chart.name, directory: rest.directory }))
}
