import { isWithin, type Measure } from './measure.ts'

const columns: readonly {
  readonly title: string
  readonly isNumber?: boolean
  readonly cell: (measure: Measure) => string
}[] = [
  { title: 'Measure', cell: ({ name }) => name },
  { title: 'Figure', isNumber: true, cell: quantity },
  { title: 'Baseline', isNumber: true, cell: ({ baseline }) => quantity(baseline) },
  { title: '', cell: ({ baseline }) => baseline.name },
  { title: 'Ratio', isNumber: true, cell: ({ ratio }) => rounded(ratio) },
  { title: 'Budget', isNumber: true, cell: budgetText },
  { title: 'Within?', cell: (measure) => (isWithin(measure) ? 'yes' : 'no') },
]

/** The measures for people: a line each. */
export function measureTable(measures: readonly Measure[]): string {
  const rows = [
    columns.map(({ title }) => title),
    ...measures.map((one) => columns.map(({ cell }) => cell(one))),
  ]
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0
        return columns[index]?.isNumber ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return `${rows.map(line).join('\n')}\n`
}

function budgetText({ budget, unit }: Measure): string {
  return budget.of === 'ratio' ? `≤ ${budget.most} ×` : `≤ ${budget.most} ${unit}`
}

function quantity({ figure, unit }: Pick<Measure, 'figure' | 'unit'>): string {
  return `${rounded(figure)} ${unit}`
}

/** Three digits, or as many as a whole number has. */
function rounded(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure.toPrecision(3)
}
