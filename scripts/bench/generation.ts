import { fileURLToPath } from 'node:url'
import { run } from '../../src/verify/run.ts'
import type { Benchmark } from './benchmark.ts'
import { timeBeside } from './measure.ts'
import type { Subject } from './subject.ts'

/** A platform in process, beside writing and reading the same text as JSON. */
export function generationInProcess({ name: subject, tree, generate }: Subject): Benchmark {
  const name = `generate ${subject}, in process`
  const baseline = 'its text through JSON'
  return {
    tasks: new Map([
      [name, () => generate()],
      [baseline, () => JSON.parse(JSON.stringify([...tree])) as unknown],
    ]),
    measures: (medians) => [timeBeside(name, baseline, medians, { of: 'figure', most: 150 })],
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The whole command on the default project, beside a Node that does nothing. */
export function generationAsCommand(): Benchmark {
  const name = 'chartwright generate --check'
  const baseline = 'start of Node'
  return {
    tasks: new Map([
      [name, () => node(`${root}dist/cli.js`, 'generate', '--check', root)],
      [baseline, () => node('--eval', '0')],
    ]),
    measures: (medians) => [timeBeside(name, baseline, medians, { of: 'figure', most: 1000 })],
  }
}

function node(...args: readonly string[]): Promise<unknown> {
  return run(process.execPath, args)
}

/** Growth is linear while a component costs no more than so many times what it costs among few. */
const linear = 1.25

/** What a component costs in larger and larger platforms, beside the smallest. */
export function generationGrowth(subjects: readonly [Subject, ...Subject[]]): Benchmark {
  const [smallest] = subjects
  return {
    tasks: new Map(subjects.map((one) => [taskName(one), () => one.generate()])),
    measures: (medians) => {
      const cost = (one: Subject): number => medians(taskName(one)) / one.components
      const baseline = { name: `at ${smallest.components}`, figure: cost(smallest), unit } as const
      return subjects.map((one) => ({
        name: taskName(one),
        figure: cost(one),
        unit,
        baseline,
        ratio: cost(one) / cost(smallest),
        budget: { of: 'ratio', most: linear },
      }))
    },
  }
}

const unit = 'ms/component'
const taskName = ({ components }: Subject): string => `generate ${components} components`
