import { columns } from '../../src/verify/format/columns.ts'
import { isWithin, type Measure } from './measure.ts'

const fields: readonly {
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
    fields.map(({ title }) => title),
    ...measures.map((one) => fields.map(({ cell }) => cell(one))),
  ]
  return `${columns(rows, (column) => fields[column]?.isNumber === true).join('\n')}\n`
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
