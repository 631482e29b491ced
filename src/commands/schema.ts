import type { CommandDef } from 'citty'
import { loadChart } from '../helm/chart/load-chart.ts'
import { chartSchema } from '../infer/chart-schema.ts'
import { chartIn } from './chart-in.ts'
import { chart, command } from './define.ts'

/** `chartwright schema`: a first values.schema.json for a chart that has none. */
export const schemaCommand: CommandDef = command(
  'schema',
  'Print a strict first schema of the values of any chart, and tell what is odd in them',
  { chart },
  async (args) => {
    const { schema, unread, missing } = chartSchema(loadChart(chartIn(args.chart)))
    process.stderr.write(
      listed('keys of values.yaml that no template reads', unread) +
        listed('values that templates read and values.yaml does not have', missing),
    )
    console.log(JSON.stringify(schema, undefined, 2))
    return 0
  },
)

const listed = (title: string, paths: readonly string[]): string =>
  paths.length === 0 ? '' : `${title}:\n${paths.map((path) => `  ${path}\n`).join('')}\n`
