/**
 * `npm run public-charts`: what `validate` says of the values of public charts, their own values files
 * for CI and 40 mutations of their defaults each, beside what the newest Helm says. Ends with 1 where a
 * verdict is wrong, or more than 5 % are left open. The charts come from GitHub, at pinned commits, once.
 *
 *   npm run public-charts -- FOLDER           the charts in the folders of a folder, in place of those
 *   npm run public-charts -- --only NAME      only this one; repeatable
 *   npm run public-charts -- --output json    every case that is not as Helm has it
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ChartError } from '../src/errors/chart-error.ts'
import { loadChart } from '../src/helm/chart/load-chart.ts'
import { loadValues } from '../src/values/read-values.ts'
import { validateValues } from '../src/validate/validate-values.ts'
import { columns } from '../src/verify/format/columns.ts'
import { mapBounded } from '../src/verify/map-bounded.ts'
import { findHelm } from '../src/verify/tools/find-tools.ts'
import { fetchCharts, metadata } from './public-charts/fetch-charts.ts'
import { helmSays } from './public-charts/helm-verdicts.ts'
import { mutations } from './public-charts/mutations.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', multiple: true },
    output: { type: 'string', default: 'table' },
    mutations: { type: 'string', default: '40' },
  },
})

interface Case {
  readonly chart: string
  readonly values: string
  readonly ours: string
  /** What is wrong, or open. */
  readonly reason: string
  readonly helm: string | undefined
}

const cache = join(homedir(), '.cache/chartwright/public-charts')
const release = { release: 'probe' }
const helm = await findHelm()
const written = mkdtempSync(join(tmpdir(), 'chartwright-public-'))
try {
  const folder = positionals[0] ?? (await fetched())
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'))
  const isWanted = (name: string): boolean => options.only?.includes(name) ?? true
  const charts = names.filter(
    (name) => isWanted(name) && metadata(join(folder, name)).type !== 'library',
  )
  const judged = await mapBounded(charts, 1, (name) => judge(join(folder, name), name))
  process.stdout.write(options.output === 'json' ? listed(judged.flat()) : table(folder, judged))
  const all = judged.flat()
  const isGood = all.filter(isOpen).length <= 0.05 * all.length && !all.some(isWrong)
  process.exitCode = isGood ? 0 : 1
} finally {
  rmSync(written, { recursive: true })
}

async function fetched(): Promise<string> {
  const folder = join(cache, 'charts')
  await fetchCharts(folder)
  return folder
}

async function judge(directory: string, name: string): Promise<readonly Case[]> {
  const ask = helmSays(helm, directory, join(cache, 'verdicts'))
  const validate = validator(directory)
  const cases = await mapBounded(valuesFiles(directory, name), 4, async ([values, file]) => ({
    chart: name,
    values,
    helm: await ask(file),
    ...validate(file),
  }))
  process.stderr.write(`${name}: ${cases.filter(isWrong).length} wrong of ${cases.length}\n`)
  return cases
}

/** The defaults alone, the chart's own files for CI, and mutations. */
function valuesFiles(
  directory: string,
  name: string,
): readonly (readonly [title: string, file: string | undefined])[] {
  const all = readdirSync(directory, { recursive: true, encoding: 'utf8' })
  const own = all.filter((path) => /^ci\/.*\.yaml$/.test(path)).toSorted()
  const made = mutations(name, defaultsOf(directory), Number(options.mutations))
  return [
    ['defaults', undefined],
    ...own.map((path) => [path, join(directory, path)] as const),
    ...made.map((values, index) => {
      const file = join(written, `${name}-${index}.yaml`)
      const text = JSON.stringify(values)
      writeFileSync(file, text)
      return [text, file] as const
    }),
  ]
}

function defaultsOf(directory: string): Readonly<Record<string, unknown>> {
  return loadValues([join(directory, 'values.yaml')]).values
}

type Verdict = Pick<Case, 'ours' | 'reason'>

/** What we say of values of a chart, which is read once. */
function validator(directory: string): (file: string | undefined) => Verdict {
  const chart = guarded(() => loadChart(directory))
  return (file) => {
    const checked = guarded(() => {
      if (chart.error) throw chart.error
      return validateValues(chart.value, loadValues(file === undefined ? [] : [file]), release)
    })
    if (checked.error instanceof ChartError)
      return { ours: 'refused', reason: checked.error.message }
    if (checked.error) return { ours: 'crashed', reason: String(checked.error.stack) }
    const { verdict: ours, problems } = checked.value
    const telling = problems.find(({ severity = 'error' }) => severity !== 'warning')
    const { file: place = telling?.path, line = '', message = '' } = telling ?? {}
    return { ours, reason: telling ? `${place}:${line}: ${message}` : '' }
  }
}

type Guarded<T> = { readonly value: T; readonly error?: never } | { readonly error: Error }

function guarded<T>(action: () => T): Guarded<T> {
  try {
    return { value: action() }
  } catch (error) {
    return { error: error as Error } // nothing else is thrown
  }
}

function isOpen({ ours }: Case): boolean {
  return ours === 'not judged'
}

function isWrong({ ours, helm: said }: Case): boolean {
  return ours !== 'not judged' && ours !== (said === undefined ? 'valid' : 'refused')
}

function listed(cases: readonly Case[]): string {
  return `${JSON.stringify(
    cases.filter((one) => isOpen(one) || isWrong(one)),
    undefined,
    1,
  )}\n`
}

function table(folder: string, judged: readonly (readonly Case[])[]): string {
  const rows = judged.map((cases) => {
    const name = cases[0]?.chart ?? ''
    return [name, metadata(join(folder, name)).version, ...counts(cases)]
  })
  const heading = ['Chart', 'Version', 'Files', 'As Helm', 'Wrong', 'Not judged']
  const all = [heading, ...rows, [`${rows.length} charts`, '', ...counts(judged.flat())]]
  return `${columns(all, (column) => column > 1).join('\n')}\n`
}

function counts(cases: readonly Case[]): readonly string[] {
  const [open, wrong] = [isOpen, isWrong].map((test) => cases.filter(test).length)
  return [cases.length, cases.length - (open ?? 0) - (wrong ?? 0), wrong, open].map(String)
}
