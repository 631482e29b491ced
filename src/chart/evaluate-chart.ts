import { evaluateDocuments } from '../template/evaluate/evaluate.ts'
import { failures } from '../template/evaluate/failures.ts'
import type { Values } from '../values/value.ts'
import type { PlatformPlan } from './plan-platform.ts'
import { type Release, type TemplateFile, templateFiles } from './template-files.ts'

/**
 * The objects that Helm would render from a planned platform under these values, computed without
 * Helm. Digests are `<sha256>`. Throws `TemplateFailure` where a check of the chart fails.
 */
export function evaluateChart(
  plan: PlatformPlan,
  values: Values,
  release: Release,
): readonly unknown[] {
  return filesInUse(plan, values, release).flatMap(({ documents, input }) =>
    evaluateDocuments(documents, input),
  )
}

/** The sentences with which the chart refuses these values: all of them, where Helm says the first only. */
export function chartFailures(
  plan: PlatformPlan,
  values: Values,
  release: Release,
): readonly string[] {
  const files = filesInUse(plan, values, release)
  const refused = files.flatMap((file) => failures(file.outlined, file.input).map(file.filled))
  return [...new Set(refused)]
}

function filesInUse(plan: PlatformPlan, values: Values, release: Release): readonly TemplateFile[] {
  return templateFiles(plan, values, release).filter(({ isOn }) => isOn)
}
