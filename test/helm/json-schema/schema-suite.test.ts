import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isError, isUnjudged } from '../../../src/errors/chart-error.ts'
import { parseExactJson } from '../../../src/helm/json-schema/exact-number.ts'
import { judgeSchema } from '../../../src/helm/json-schema/judge-schema.ts'
import { nowhere } from '../../../src/values/locate.ts'
import type { Schema } from '../../../src/schema/schema.ts'
import { projectDirectory } from '../../default-project.ts'

/** The cases of the JSON Schema Test Suite, with Helm's verdict on each; too large to keep here. */
const folder = join(projectDirectory, '../shared/schema-suite')
const isHere = existsSync(folder)
const linesOf = (file: string): readonly string[] =>
  readFileSync(join(folder, file), 'utf8').trimEnd().split('\n')

test.skipIf(!isHere)(
  `the JSON Schema Test Suite, as Helm judges it${isHere ? '' : `: ${folder} is not here`}`,
  { timeout: 120_000 },
  () => {
    const verdicts = linesOf('helm-verdicts.txt')
    const judged = linesOf('cases.ndjson').map((line, index) => {
      const { schema } = parseExactJson(line) as { readonly schema: Schema }
      const { id, values } = JSON.parse(line) as Line
      const problems = judgeSchema(schema, values, nowhere)
      const ours = problems.some(isError) ? 'invalid' : 'ok'
      return { id, ours, helm: verdicts[index], isOpen: problems.some(isUnjudged) }
    })
    const settled = judged.filter(({ isOpen }) => !isOpen)
    expect(settled.filter(({ ours, helm }) => ours !== helm)).toEqual([])
    expect(judged.length).toBeGreaterThan(7000)
    expect(settled.length / judged.length).toBeGreaterThan(0.99)
  },
)

interface Line {
  readonly id: string
  readonly values: Readonly<Record<string, unknown>>
}
