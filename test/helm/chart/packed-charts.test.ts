import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { ChartError } from '../../../src/errors/chart-error.ts'
import { loadChart } from '../../../src/helm/chart/load-chart.ts'
import { validateValues } from '../../../src/validate/validate-values.ts'
import { loadValues } from '../../../src/values/read-values.ts'
import { helms, runTemplate } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { type Entry, packed, tarHeader } from './any-archive.ts'

const file = (name: string, holds: string): Entry => ({ name, holds })
const chartYaml = file('a/Chart.yaml', 'apiVersion: v2\nname: a\nversion: 1.0.0\n')

/** Refuses unless the value `a` is "good". */
const check = file('a/templates/a.txt', '{{ if ne .Values.a "good" }}{{ fail .Values.a }}{{ end }}')
const good = file('a/values.yaml', 'a: good\n')
const bad = file('a/values.yaml', 'a: bad\n')

/** A packed subchart with the check, and these values. */
const subchart = (values: Entry): Entry => ({
  name: 'a/charts/b.tgz',
  holds: packed([chartYaml, check, values]).toString('latin1'),
})

/** What is in a chart, and why it is refused; empty where it is taken. */
const cases: readonly (readonly [about: string, entries: readonly Entry[], why: string])[] = [
  ['a sound one', [chartYaml, check, good], ''],
  ['a name that climbs out', [chartYaml, file('a/../../b', 'x')], 'a/../../b'],
  [
    'a name that climbs and comes back',
    [chartYaml, check, file('a/b/../values.yaml', 'a: good\n')],
    '',
  ],
  ['a name that begins with two dots', [chartYaml, file('a/..b', 'x')], 'a/..b'],
  ['an absolute name in the folder', [chartYaml, file('a//etc/b', 'x')], 'a//etc/b'],
  ['an absolute name', [chartYaml, file('/a/b', 'x')], ''],
  ['a drive of Windows', [chartYaml, file('a/c:/b', 'x')], 'a/c:/b'],
  ['names of Windows', [chartYaml, check, file('a\\values.yaml', 'a: good\n')], ''],
  ['names of Windows that climb out', [chartYaml, file('a\\..\\b', 'x')], 'a\\\\..\\\\b'],
  ['a file beside the folder', [chartYaml, file('b', 'x')], '"b"'],
  ['no folder', [file('Chart.yaml', chartYaml.holds)], '"Chart.yaml"'],
  ['the last of two files with one name', [chartYaml, check, bad, good], ''],
  ['the last of two, which is bad', [chartYaml, check, good, bad], 'bad'],
  ['the last of two templates', [chartYaml, good, file(check.name, '{{ fail "x" }}'), check], ''],
  [
    'two of Chart.yaml, of which each says something',
    [file('a/Chart.yaml', 'apiVersion: v2\nname: a\n'), file('a/Chart.yaml', 'version: 1.0.0\n')],
    '',
  ],
  [
    'a second Chart.yaml of another type',
    [chartYaml, file('a/Chart.yaml', 'type: library\n')],
    'library',
  ],
  ['the first of two packed subcharts', [chartYaml, subchart(good), subchart(bad)], ''],
  ['the first of two, which is bad', [chartYaml, subchart(bad), subchart(good)], 'bad'],
  ['a link, which holds nothing', [chartYaml, { ...bad, holds: '/etc/hosts', type: '2' }], ''],
  [
    'a hard link, which holds nothing',
    [chartYaml, check, good, { ...good, type: '1' }],
    'not there',
  ],
  ['a file that ends too early', [chartYaml, { ...good, size: 9000 }], 'broken packed chart'],
]

function why(path: string): string {
  try {
    const { verdict, problems } = validateValues(loadChart(path), loadValues([]))
    return verdict === 'valid' ? '' : problems.map(({ message }) => message).join('\n')
  } catch (error) {
    if (error instanceof ChartError) return error.message
    throw error
  }
}

async function expectHelm(path: string, isValid: boolean): Promise<void> {
  for (const helm of helms) {
    const { exitCode, stderr } = await runTemplate(helm, path)
    expect(exitCode === 0, `${helm.version}: ${stderr}`).toBe(isValid)
  }
}

describe('packed charts', () => {
  test.each(cases)('%s', async (_, entries, reason) => {
    const path = join(temporaryFolder(), 'a.tgz')
    writeFileSync(path, packed(entries))
    await expectHelm(path, reason === '')
    if (reason === '') expect(why(path)).toBe('')
    else expect(why(path)).toContain(reason)
  })

  test('one that unpacks to gigabytes is refused, on its own and as a subchart', async () => {
    const zeros = gzipSync(Buffer.alloc(64 * 2 ** 20))
    const header = { name: 'a/zeros', holds: '', size: 4 * 2 ** 30 }
    const sound = [gzipSync(tarHeader(chartYaml)), gzipSync(block)]
    const bytes = Buffer.concat([
      ...sound,
      gzipSync(tarHeader(header)),
      ...Array.from({ length: 64 }, () => zeros),
    ])
    const folder = temporaryFolder({ 'b/Chart.yaml': chartYaml.holds, 'b/charts/README': '' })
    for (const [path, chart] of [
      ['a.tgz', 'a.tgz'],
      ['b/charts/a.tgz', 'b'],
    ] as const) {
      writeFileSync(join(folder, path), bytes)
      const message = `${join(folder, path)} unpacks to more than the 100 MiB that Helm takes`
      expect(problemsOf(join(folder, chart))).toMatchObject([{ code: 'chart-too-large', message }])
      await expectHelm(join(folder, chart), false)
    }
  })

  test('packed subcharts that together unpack to gigabytes are refused', () => {
    const inner = packed([chartYaml, file('a/zeros', '\0'.repeat(60 * 2 ** 20))])
    const folder = temporaryFolder({ 'Chart.yaml': chartYaml.holds, 'charts/README': '' })
    for (const name of ['b', 'c', 'd', 'e'])
      writeFileSync(join(folder, `charts/${name}.tgz`), inner)
    expect(problemsOf(folder)).toMatchObject([{ code: 'chart-too-large' }])
  })
})

const block = Buffer.from(chartYaml.holds.padEnd(512, '\0'))

function problemsOf(path: string): unknown {
  try {
    return loadChart(path)
  } catch (error) {
    return error instanceof ChartError ? error.problems : error
  }
}
