import { isError, isUnjudged } from '../../../src/errors/chart-error.ts'
import { parseExactJson } from '../../../src/helm/json-schema/exact-number.ts'
import { judgeSchema } from '../../../src/helm/json-schema/judge-schema.ts'
import { nowhere } from '../../../src/values/locate.ts'
import type { Schema } from '../../../src/schema/schema.ts'
import type { Tool } from '../../../src/verify/tools/find-family.ts'
import { runTemplate } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

/** A schema, as the text of its file, and values to judge by it. */
export interface Case {
  readonly schema: string
  readonly values: Readonly<Record<string, unknown>>
}

export type Verdict = 'valid' | 'refused' | 'not judged'

/** Our verdict on the values of a case, in which Helm puts the globals. */
export function ourVerdict({ schema, values }: Case): Verdict {
  const parsed = parseExactJson(schema) as Schema // of any form
  const problems = judgeSchema(parsed, { global: {}, ...values }, nowhere)
  if (problems.some(isError)) return 'refused'
  return problems.some(isUnjudged) ? 'not judged' : 'valid'
}

/** Helm's verdicts on cases, each of which is a subchart of one chart, so that one run has them all. */
export async function helmVerdicts(
  helm: Tool,
  cases: readonly Case[],
): Promise<readonly Exclude<Verdict, 'not judged'>[]> {
  const charts = cases.flatMap(({ schema }, i) => [
    [`charts/case-no-${i}/Chart.yaml`, `apiVersion: v2\nname: case-no-${i}\nversion: 1.0.0\n`],
    [`charts/case-no-${i}/values.schema.json`, schema],
  ])
  const values = Object.fromEntries(cases.map((one, i) => [`case-no-${i}`, one.values]))
  const root = temporaryFolder({
    'Chart.yaml': 'apiVersion: v2\nname: cases\nversion: 1.0.0\n',
    'values.yaml': JSON.stringify(values),
    ...Object.fromEntries(charts),
  })
  const { exitCode, stderr } = await runTemplate(helm, root)
  const refused = new Set([...stderr.matchAll(/case-no-(\d+):$/gm)].map(([, i]) => Number(i)))
  if ((exitCode === 0) !== (refused.size === 0)) throw new Error(stderr)
  return cases.map((_, i) => (refused.has(i) ? 'refused' : 'valid'))
}
