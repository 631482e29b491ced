import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ChartError } from '../../src/errors/chart-error.ts'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { validateValues } from '../../src/validate/validate-values.ts'
import { loadValues } from '../../src/values/read-values.ts'
import { helms, newestHelm, probe, runTemplate, valuesIn } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Texts with several documents, and what the newest Helm takes from them; undefined where it refuses. */
const documents: readonly (readonly [text: string, values: unknown])[] = [
  ['a: 1\n---\nb: 2\n', { a: 1, b: 2 }],
  ['a: {b: 1}\n--- # more\na: {c: 2}\n---\t\nd: 3\n---\n', { a: { b: 1, c: 2 }, d: 3 }],
  ['---\n---\na: 1\n', { a: 1 }],
  ['a: {b: 1}\n---\na: null\n', { a: null }],
  ['a: 1\n---\n~\n---\n# nothing\n', { a: 1 }],
  ['a: |\n  x\n---\r\nb: 1\r\n', { a: 'x\n', b: 1 }],
  ['\ufeffa: 1\n---\n\ufeffb: 2\n', { a: 1, b: 2 }],
  ['a: 1\n ---\n', { a: '1 ---' }],
  ['a: 1\n...\nb: {\n---\nc: 3\n', { a: 1, c: 3 }],
  ['a: 1\n---\n[1]\n', undefined],
  ['a: 1\n---\ntext\n', undefined],
  ['a: 1\n---\na: {\n', undefined],
  ['a: 1\n---\n\t\n', undefined],
  ['a: &x 1\n---\nb: *x\n', undefined],
  ['a: 1\n----\n', undefined],
  ['a: 1\n--- {b: 1}\n', undefined],
  ['%YAML 1.1\n---\na: 1\n', undefined],
]

/** Texts in which a carriage return alone ends lines, and what every Helm takes from them. */
const carriageReturns: typeof documents = [
  ['a: 1\rb: 2\r', { a: 1, b: 2 }],
  ['a: 1\r---\rb: 2\r', { a: 1 }],
  ['a: "x\r y"\rb: |\r  l1\r  l2\r', { a: 'x y', b: 'l1\nl2\n' }],
  ['# a comment\ra:\r- 1\r\n- 2\r', { a: [1, 2] }],
  ['a: [\r', undefined],
]

const asFile = (text: string): string => temporaryFolder({ ...probe('probe'), 'v.yaml': text })
const asDefaults = (text: string): string =>
  temporaryFolder({ ...probe('probe'), 'values.yaml': text })

function ours(root: string, files: readonly string[]): unknown {
  try {
    const checked = validateValues(loadChart(root), loadValues(files))
    return checked.valid ? checked.values : undefined
  } catch (error) {
    if (error instanceof ChartError) return undefined
    throw error
  }
}

async function theirs(helm: (typeof helms)[number], root: string, files: readonly string[]) {
  const { exitCode, stdout } = await runTemplate(helm, root, ...files)
  return exitCode === 0 ? valuesIn(stdout)['probe'] : undefined
}

describe('values are read as Helm reads them', () => {
  test.each([...documents, ...carriageReturns])('%j with -f', async (text, values) => {
    const root = asFile(text)
    const files = [join(root, 'v.yaml')]
    expect(ours(root, files)).toEqual(values)
    expect(await theirs(newestHelm(), root, files)).toEqual(values)
  })

  test.each([...documents, ...carriageReturns])('%j in a chart', async (text, values) => {
    const root = asDefaults(text)
    const kept = text.includes('null') ? {} : values // a default that is null is none
    expect(ours(root, [])).toEqual(kept)
    expect(await theirs(newestHelm(), root, [])).toEqual(kept)
  })

  test.each(carriageReturns)('%j by every Helm', async (text, values) => {
    const root = asFile(text)
    const said = await Promise.all(helms.map((one) => theirs(one, root, [join(root, 'v.yaml')])))
    expect(said).toEqual(helms.map(() => values))
  })
})

test('places are those in the whole file', () => {
  const file = join(asFile('a: 1\nc: 1\n---\na: 2\n--- # third\nb: 08\nb: 9\n'), 'v.yaml')
  const { locate, problems } = loadValues([file])
  expect(['a', 'b', 'c'].map((key) => locate([key]))).toMatchObject([
    { line: 4 },
    { line: 7 },
    { line: 2 },
  ])
  expect(problems.map(({ code, line }) => `${line} ${code}`)).toMatchInlineSnapshot(`
    [
      "4 values-documents",
      "6 yaml-octal",
      "7 yaml-duplicate-key",
    ]
  `)
})
