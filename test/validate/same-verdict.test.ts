import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { isError } from '../../src/errors/chart-error.ts'
import { checkSchema } from '../../src/validate/check-schema.ts'
import { mergeValues } from '../../src/helm/merge/merge-values.ts'
import { loadValues } from '../../src/values/read-values.ts'
import type { Values } from '../../src/values/value.ts'
import { plan } from '../default-project.ts'
import { helms, runTemplate } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { anyValuesFile } from './any-values-file.ts'
import { badNames, helmVerdicts } from './helm-verdicts.ts'
import { seed } from '../seed.ts'

const { schema, types, defaults } = plan
/** Any number: CHARTWRIGHT_DOCUMENTS=50000. */
const numRuns = Number(process.env['CHARTWRIGHT_DOCUMENTS'] ?? 2200)
const texts = fc.sample(anyValuesFile(schema, types), { seed, numRuns })

/** With no defaults a null stays and is a value; with the chart's own it takes one away. */
const cases: readonly Case[] = [
  { on: 'the schema alone', values: {}, texts, atOnce: 250 },
  { on: 'the defaults of the chart', values: defaults, texts: texts.slice(0, 200), atOnce: 25 },
]

interface Case {
  readonly on: string
  readonly values: Values
  readonly texts: readonly string[]
  readonly atOnce: number
}

describe.each(cases)('on $on', ({ values, texts, atOnce }) => {
  const judged = texts.flatMap((text) => judge(text, values) ?? [])
  const [named, others] = [
    judged.filter(({ badNames }) => badNames > 0),
    judged.filter(({ badNames }) => badNames === 0),
  ]

  test.each(helms)(
    `our verdict on ${judged.length} values files is that of Helm $version: seed ${seed}`,
    { timeout: 300_000 },
    async (helm) => {
      const chart = { schema, values }
      const differing: string[] = []
      for (const some of portions(others, atOnce)) {
        const { accepted, badNames } = await helmVerdicts(helm, chart, textsOf(some))
        differing.push(...textsOf(some.filter((one, i) => one.isAccepted !== accepted[i])))
        expect(badNames).toBe(0)
      }
      expect(differing).toEqual([])
      const { badNames } = await helmVerdicts(helm, chart, textsOf(named))
      expect(badNames).toBe(named.reduce((sum, one) => sum + one.badNames, 0))
    },
  )

  test('many are accepted, and many refused', () => {
    const accepted = others.filter(({ isAccepted }) => isAccepted).length
    expect(Math.min(accepted, others.length - accepted)).toBeGreaterThan(texts.length / 10)
  })
})

test.each(helms)(
  `what we cannot read, Helm $version cannot: seed ${seed}`,
  { timeout: 300_000 },
  async (helm) => {
    const unreadable = texts.filter((text) => !judge(text, {})).slice(0, 40)
    expect(unreadable.length).toBeGreaterThan(10)
    for (const text of unreadable) {
      const root = temporaryFolder({
        'Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0.0\n',
        'v.yaml': text,
      })
      const { exitCode } = await runTemplate(helm, root, `${root}/v.yaml`)
      expect(exitCode, text).toBe(1)
    }
  },
)

interface Judged {
  readonly text: string
  readonly isAccepted: boolean
  /** How many of its keys `propertyNames` refuses. */
  readonly badNames: number
}

/** So many at once, and alone those with a byte order mark: go-yaml looks for one where its buffer begins. */
function portions(files: readonly Judged[], atOnce: number): readonly (readonly Judged[])[] {
  const isMarked = ({ text }: Judged): boolean => text.includes('\uFEFF')
  const plain = files.filter((one) => !isMarked(one))
  const starts = plain.flatMap((_, index) => (index % atOnce === 0 ? [index] : []))
  return [
    ...files.filter(isMarked).map((one) => [one]),
    ...starts.map((start) => plain.slice(start, start + atOnce)),
  ]
}

const textsOf = (files: readonly Judged[]): readonly string[] => files.map(({ text }) => text)

const folder = mkdtempSync(join(tmpdir(), 'chartwright-verdict-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Our verdict on a values file; undefined where it cannot be read. */
function judge(text: string, values: Values): Judged | undefined {
  const file = join(folder, 'values.yaml')
  writeFileSync(file, text)
  const loaded = loadValues([file])
  if (loaded.problems.some(isError)) return undefined
  const merged = mergeValues({ name: 'chart', values, dependencies: [] }, loaded.values)
  const violations = checkSchema(schema, merged)
  if (text.trim() === '') return { text: '{}\n', isAccepted: violations.length === 0, badNames: 0 }
  return { text, isAccepted: violations.length === 0, badNames: badNames(violations) }
}
