/**
 * Measures generation, rendering and release size against their budgets: `npm run bench`. Figures
 * are medians of several turns; it exits 0 whatever they are, because a busy machine is no mistake.
 * Needs `dist/` and the tools of `chartwright verify`.
 *
 *   --turns N            how often each task is timed (default 5)
 *   --output table|json  form of the result
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import platform from '../platform.ts'
import { readIdentity } from '../src/chart/chart-identity.ts'
import { findTools, type Tools } from '../src/verify/tools/find-tools.ts'
import type { Benchmark } from './bench/benchmark.ts'
import { emptyChart } from './bench/empty-chart.ts'
import { generationAsCommand, generationGrowth, generationInProcess } from './bench/generation.ts'
import { interleaved } from './bench/interleaved.ts'
import { isWithin, type Measure } from './bench/measure.ts'
import { measureTable } from './bench/measure-table.ts'
import { globals, release } from './bench/release.ts'
import { rendered, rendering } from './bench/rendering.ts'
import { prepare, type Subject } from './bench/subject.ts'
import { syntheticPlatform } from './bench/synthetic-platform.ts'

const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '5' },
    output: { type: 'string', default: 'table' },
  },
})

const tools = await findTools({ onProgress: (message) => console.error(message) })
const folder = mkdtempSync(join(tmpdir(), 'chartwright-bench-'))
try {
  const measures = await measure(await benchmarks(tools), Number(values.turns))
  process.stdout.write(values.output === 'json' ? asJson(measures) : measureTable(measures))
} finally {
  rmSync(folder, { recursive: true })
}

async function benchmarks({ helms }: Tools): Promise<readonly Benchmark[]> {
  const identity = readIdentity(
    readFileSync(new URL('../Chart.yaml', import.meta.url), 'utf8'),
    'Chart.yaml',
  )
  const project = await prepare(platform, identity, folder)
  const synthesise = (size: number): Promise<Subject> =>
    prepare(syntheticPlatform(size), { ...identity, name: `synthetic-${size}` }, folder)
  const synthetic = [await synthesise(10), await synthesise(100), await synthesise(300)] as const
  const empty = emptyChart(folder)
  const perHelm = helms.map(async (helm): Promise<readonly Benchmark[]> => {
    const subjects = await Promise.all([project, ...synthetic].map((one) => rendered(one, helm)))
    return [rendering(helm, subjects, empty), release(helm, subjects)]
  })
  return [
    generationInProcess(project),
    generationAsCommand(),
    generationGrowth(synthetic),
    ...(await Promise.all(perHelm)).flat(),
    globals(project),
  ]
}

async function measure(parts: readonly Benchmark[], turns: number): Promise<readonly Measure[]> {
  const tasks = new Map(parts.flatMap((part) => [...part.tasks]))
  const medians = await interleaved(tasks, turns, (turn) => {
    console.error(turn === 0 ? `warming up ${tasks.size} tasks` : `turn ${turn} of ${turns}`)
  })
  return parts.flatMap((part) => part.measures(medians))
}

function asJson(measures: readonly Measure[]): string {
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length }
  const results = measures.map((one) => ({ ...one, within: isWithin(one) }))
  return `${JSON.stringify({ machine, measures: results }, undefined, 2)}\n`
}
