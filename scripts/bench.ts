/**
 * Measures generation, validation, rendering and release size against their budgets: `npm run bench`. Figures
 * are medians of several turns; it exits 0 whatever they are, because a busy machine is no mistake.
 * Needs `dist/` and the tools of `chartwright verify`.
 *
 *   --turns N            how often each task is timed (default 5)
 *   --output table|json  form of the result
 *   --base COMMIT        in place of the budgets: this build beside one of that commit, in ratios;
 *                        a turn takes two minutes, most of them in `verify`
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import platform from '../platform.ts'
import { readIdentity } from '../src/chart/chart-identity.ts'
import type { Tool } from '../src/verify/tools/find-family.ts'
import { findTools, type Tools } from '../src/verify/tools/find-tools.ts'
import type { Benchmark } from './bench/benchmark.ts'
import { besideBase } from './bench/beside-base.ts'
import { staticChart } from './bench/static-chart.ts'
import { generationAsCommand, generationGrowth, generationInProcess } from './bench/generation.ts'
import { interleaved } from './bench/interleaved.ts'
import { isWithin, type Measure } from './bench/measure.ts'
import { measureTable } from './bench/measure-table.ts'
import { globals, releaseGrowth, releaseSizes } from './bench/release.ts'
import { rendered, rendering } from './bench/rendering.ts'
import { prepare, type Subject } from './bench/subject.ts'
import { syntheticPlatform } from './bench/synthetic-platform.ts'
import { validation } from './bench/validation.ts'

const { values } = parseArgs({
  options: {
    turns: { type: 'string', default: '5' },
    output: { type: 'string', default: 'table' },
    base: { type: 'string' },
  },
})

const tools = await findTools({ onProgress: (message) => console.error(message) })
const folder = mkdtempSync(join(tmpdir(), 'chartwright-bench-'))
try {
  process.stdout.write(
    values.base === undefined ? await budgets() : await besideCommit(values.base, tools),
  )
} finally {
  rmSync(folder, { recursive: true })
}

async function budgets(): Promise<string> {
  const measures = await measure(await benchmarks(tools), Number(values.turns))
  return values.output === 'json' ? asJson(measures) : asTable(measures)
}

async function besideCommit(base: string, { helms }: Tools): Promise<string> {
  const [helm] = newest(helms)
  if (!helm) throw new Error('there is no Helm')
  const turns = Number(values.turns)
  const compared = await besideBase({ base, turns, helm, folder })
  return `${compared}\n${facts()}\n`
}

async function benchmarks({ helms }: Tools): Promise<readonly Benchmark[]> {
  const chart = readFileSync(new URL('../Chart.yaml', import.meta.url), 'utf8')
  const identity = readIdentity(chart, 'Chart.yaml')
  const synthetic = (size: number): Promise<Subject> =>
    prepare(syntheticPlatform(size), { ...identity, name: `synthetic-${size}` }, folder)
  const project = await prepare(platform, identity, folder)
  const growing = [await synthetic(10), await synthetic(100), await synthetic(300)] as const
  const empty = staticChart(folder, 'empty', '')
  const perHelm: Benchmark[] = []
  for (const helm of helms) perHelm.push(...(await ofHelm(helm, project, growing, empty)))
  return [
    generationInProcess(project),
    generationAsCommand(),
    generationGrowth(growing),
    ...newest(helms).map((helm) => validation(helm, [project, growing[2]])),
    ...perHelm,
    globals(project),
  ]
}

function newest(helms: readonly Tool[]): readonly Tool[] {
  return helms.slice(-1)
}

async function ofHelm(
  helm: Tool,
  project: Subject,
  [small, medium, large]: readonly [Subject, Subject, Subject],
  empty: string,
): Promise<readonly Benchmark[]> {
  const own = await rendered(project, helm)
  const growing = [
    await rendered(small, helm),
    await rendered(medium, helm),
    await rendered(large, helm),
  ] as const
  return [
    rendering(helm, [own, ...growing], empty),
    releaseSizes(helm, [own, ...growing]),
    releaseGrowth(helm, growing),
  ]
}

async function measure(parts: readonly Benchmark[], turns: number): Promise<readonly Measure[]> {
  const tasks = new Map(parts.flatMap((part) => [...part.tasks]))
  const medians = await interleaved(tasks, turns, (turn) => {
    console.error(turn === 0 ? `warming up ${tasks.size} tasks` : `turn ${turn} of ${turns}`)
  })
  return parts.flatMap((part) => part.measures(medians))
}

/** Where it was measured; with a load above the number of cores, times mean little, and ratios more. */
function machine(): object {
  const processors = cpus()
  const { length: cores } = processors
  return { node: process.version, cpu: processors[0]?.model, cores, load: loadavg()[0] }
}

function asTable(measures: readonly Measure[]): string {
  return `${measureTable(measures)}\n${facts()}\n`
}

function facts(): string {
  return Object.entries(machine())
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}

function asJson(measures: readonly Measure[]): string {
  const results = measures.map((one) => ({ ...one, within: isWithin(one) }))
  return `${JSON.stringify({ machine: machine(), measures: results }, undefined, 2)}\n`
}
