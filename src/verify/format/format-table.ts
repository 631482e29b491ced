import { isError } from '../../errors/chart-error.ts'
import { occurrences, type Occurrence, type VerifyReport, type VerifyRun } from '../report.ts'
import { columns } from './columns.ts'
import { type Paint, painter } from './paint.ts'
import { placeText } from './place-text.ts'
import { runNames } from './run-names.ts'
import { count, formatBytes, formatSeconds, tally } from './units.ts'
import { upgradeProblems } from './upgrade-problems.ts'
import { upgradeText } from './upgrade-table.ts'

/** How a report is shown to a person. */
export interface TableOptions {
  /** Default: no colour. */
  readonly colour?: boolean
  /** What ages are counted from. Default: now. */
  readonly now?: Date
}

/** A report for people: a line a run, then each problem once, what an upgrade would do, the sum. */
export function formatTable(
  report: VerifyReport,
  { colour = false, now = new Date() }: TableOptions = {},
): string {
  const paint = painter(colour)
  const found = occurrences(report)
  const problems = found.map((occurrence) => problemText(occurrence, report.runs, paint))
  return [
    `${tableText(report.runs, paint)}\n`,
    ...problems,
    ...(report.upgrades ?? []).flatMap((upgrade) => upgradeText(upgrade, { paint, now })),
    `${sumText(report, found, paint)}\n`,
  ].join('\n')
}

const fields: readonly {
  readonly title: string
  readonly right?: boolean
  readonly cell: (run: VerifyRun) => string
}[] = [
  { title: 'Profile', cell: ({ profile }) => profile },
  { title: 'Helm', cell: ({ helm }) => helm },
  { title: 'Kubernetes', cell: ({ kubernetes }) => kubernetes },
  { title: 'Objects', right: true, cell: ({ objects }) => (objects === 0 ? '–' : String(objects)) },
  { title: 'Problems', right: true, cell: ({ problems }) => String(problems.length || '–') },
  { title: 'Release', right: true, cell: ({ releaseBytes }) => formatBytes(releaseBytes) },
  { title: 'Time', right: true, cell: ({ milliseconds }) => formatSeconds(milliseconds) },
]

function tableText(runs: readonly VerifyRun[], paint: Paint): string {
  const [head = '', ...lines] = columns(
    [fields.map(({ title }) => title), ...runs.map((run) => fields.map(({ cell }) => cell(run)))],
    (column) => fields[column]?.right === true,
  )
  const painted = lines.map((line, index) =>
    runs[index]?.problems.some(isError) ? paint('red', line) : line,
  )
  return [paint('dim', head), ...painted].join('\n')
}

function problemText(
  { problem, runs }: Occurrence,
  all: readonly VerifyRun[],
  paint: Paint,
): string {
  const names = runNames(runs, all)
  const lines = [
    paint('bold', placeText(problem)),
    `  ${isError(problem) ? paint('red', 'error  ') : paint('yellow', 'warning')}  ${indent(problem.message)}`,
    ...(problem.hint === undefined
      ? []
      : [`  ${paint('dim', 'hint   ')}  ${indent(problem.hint)}`]),
    ...(names === '' ? [] : [`  ${paint('dim', 'in     ')}  ${names}`]),
  ]
  return `${lines.join('\n')}\n`
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n           ')
}

function sumText(
  { chart, version, runs, upgrades = [] }: VerifyReport,
  found: readonly Occurrence[],
  paint: Paint,
): string {
  const problems = [...found.map(({ problem }) => problem), ...upgrades.flatMap(upgradeProblems)]
  const style = problems.some(isError) ? 'red' : 'green'
  return `${chart} ${version}: ${paint(style, tally(problems))} in ${count(runs.length, 'run')}`
}
