import { fileURLToPath } from 'node:url'
import { refuse } from '../../src/errors/chart-error.ts'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { loadValues } from '../../src/values/read-values.ts'
import { validateValues } from '../../src/validate/validate-values.ts'
import { run } from '../../src/verify/run.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import type { Benchmark } from './benchmark.ts'
import { timeBeside } from './measure.ts'
import type { Subject } from './subject.ts'

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** `validate` of a chart with every feature on, beside `helm lint` of the same files. */
export function validation(helm: Tool, subjects: readonly Subject[]): Benchmark {
  return {
    tasks: new Map(
      subjects.flatMap((one) => [
        [lintName(one, helm), () => lint(helm, one)] as const,
        [inProcessName(one), () => validate(one)] as const,
        [commandName(one), () => command(one)] as const,
      ]),
    ),
    measures: (medians) =>
      subjects.flatMap((one) => [
        timeBeside(inProcessName(one), lintName(one, helm), medians, { of: 'ratio', most: 0.1 }),
        timeBeside(commandName(one), lintName(one, helm), medians, { of: 'ratio', most: 0.5 }),
      ]),
  }
}

const lintName = ({ name }: Subject, { version }: Tool): string =>
  `helm lint ${name}, Helm ${version}`
const inProcessName = ({ name }: Subject): string => `validate ${name}, in process`
const commandName = ({ name }: Subject): string => `chartwright validate ${name}`

function validate({ chart, values }: Subject): void {
  refuse(validateValues(loadChart(chart), loadValues([values])).problems)
}

/** What takes no time because it fails would be no measure. */
async function succeeded(program: string, args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await run(program, args, { timeout: 600_000 })
  if (exitCode !== 0) throw new Error(`${stdout}${stderr}`)
}

const lint = ({ path }: Tool, { chart, values }: Subject): Promise<void> =>
  succeeded(path, ['lint', chart, '--values', values])

const command = ({ chart, values }: Subject): Promise<void> =>
  succeeded(process.execPath, [cli, 'validate', chart, '-f', values])
