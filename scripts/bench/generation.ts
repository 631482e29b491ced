import { fileURLToPath } from 'node:url'
import { run } from '../../src/verify/run.ts'
import type { Benchmark } from './benchmark.ts'
import type { Measure } from './measure.ts'
import type { Subject } from './subject.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The default project in process, beside writing and reading the same text as JSON. */
export function generationInProcess(subject: Subject): Benchmark {
  const name = `generate ${subject.name}, in process`
  const baseline = 'its text through JSON'
  return {
    tasks: new Map([
      [name, () => subject.generate()],
      [baseline, () => JSON.parse(JSON.stringify([...subject.tree])) as unknown],
    ]),
    measures: (medians) => [
      {
        name,
        figure: medians(name),
        unit: 'ms',
        baseline: { name: baseline, figure: medians(baseline), unit: 'ms' },
        ratio: medians(name) / medians(baseline),
        budget: { of: 'figure', most: 150 },
      },
    ],
  }
}

/** The whole command on the default project, beside a Node that does nothing. */
export function generationAsCommand(): Benchmark {
  const name = 'generate --check ., whole command'
  const baseline = 'start of Node'
  const node = (...args: readonly string[]) => run(process.execPath, args)
  return {
    tasks: new Map([
      [name, () => node(`${root}dist/cli.js`, 'generate', '--check', root)],
      [baseline, () => node('--eval', '0')],
    ]),
    measures: (medians) => [
      {
        name,
        figure: medians(name),
        unit: 'ms',
        baseline: { name: baseline, figure: medians(baseline), unit: 'ms' },
        ratio: medians(name) / medians(baseline),
        budget: { of: 'figure', most: 1000 },
      },
    ],
  }
}

/** What a component costs in larger and larger platforms, beside the smallest. */
export function generationGrowth([smallest, ...larger]: readonly [
  Subject,
  ...Subject[],
]): Benchmark {
  const name = ({ components }: Subject): string => `generate ${components} components`
  return {
    tasks: new Map([smallest, ...larger].map((one) => [name(one), () => one.generate()])),
    measures: (medians) => {
      const cost = (one: Subject): number => medians(name(one)) / one.components
      const least = cost(smallest)
      const baseline = {
        name: `at ${smallest.components} components`,
        figure: least,
        unit,
      } as const
      return [smallest, ...larger].map((one): Measure => {
        const budget = { of: 'ratio', most: linear } as const
        return {
          name: name(one),
          figure: cost(one),
          unit,
          baseline,
          ratio: cost(one) / least,
          budget,
        }
      })
    },
  }
}

const unit = 'ms/component'

/** Growth is linear while a component costs no more than so many times what it costs among few. */
const linear = 1.25
