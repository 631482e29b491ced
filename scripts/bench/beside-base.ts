import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { columns } from '../../src/verify/format/columns.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { checkout, here, succeeded } from './checkout.ts'
import { handChart } from './hand-chart.ts'
import { median } from './interleaved.ts'
import { releaseBytes } from './release-bytes.ts'
import { serviceProject } from './service-project.ts'
import { staticChart } from './static-chart.ts'

/** One line of the table: a figure of a build, and the most that it may be of the base's. */
interface Line {
  readonly name: string
  readonly unit: 'ms' | 'KiB'
  readonly most: number
  readonly figure: (build: Build) => Promise<number>
  /** The figure to compare with, where it is not that of the base. */
  readonly against?: (now: Build) => Promise<number>
}

/** A build of chartwright, with the projects that it generated. */
interface Build {
  readonly root: string
  readonly cli: string
  project(services: number): string
}

/** Options of the comparison. */
export interface Comparison {
  readonly base: string
  readonly turns: number
  readonly helm: Tool
  /** Folder for all that is built and generated. */
  readonly folder: string
}

/**
 * Measures this build beside one of another commit, in turns. A ratio is the median of those of all
 * turns, with the smallest and the largest: whatever else the machine does meets both builds alike.
 */
export async function besideBase(options: Comparison): Promise<string> {
  const { base, folder, turns } = options
  console.error(`building ${base}`)
  const builds = [
    await prepared(await checkout(base, folder), join(folder, 'of-base')),
    await prepared(here, join(folder, 'of-now')),
  ] as const
  const lines = linesOf(options)
  const taken = new Map(lines.map((line) => [line, [] as (readonly [number, number])[]]))
  for (let turn = 0; turn <= turns; turn += 1) {
    console.error(turn === 0 ? 'warming up' : `turn ${turn} of ${turns}`)
    for (const line of lines) {
      const { figure, against } = line
      const before = await (against ? against(builds[1]) : figure(builds[0]))
      const now = await figure(builds[1])
      if (turn > 0) taken.get(line)?.push([before, now])
    }
  }
  return table(base, lines, (line) => taken.get(line) ?? [])
}

const sizes = [6, 60, 100] as const

async function prepared(root: string, folder: string): Promise<Build> {
  mkdirSync(folder)
  const cli = join(root, 'dist/cli.js')
  for (const size of sizes)
    await succeeded(process.execPath, cli, 'generate', serviceProject(folder, size))
  return { root, cli, project: (services) => join(folder, `services-${services}`) }
}

function linesOf({ helm, folder }: Comparison): readonly Line[] {
  const empty = staticChart(folder, 'empty', '')
  const command = (...args: readonly string[]): Promise<number> =>
    timed(() => succeeded(process.execPath, ...args))
  const generation = (services: number, most: number): Line => ({
    name: `generate as a command, ${services} services`,
    unit: 'ms',
    most,
    figure: ({ cli, project }) => command(cli, 'generate', project(services)),
  })
  return [
    generation(6, 0.4),
    generation(100, 0.25),
    { name: 'in process, first call, a component more', unit: 'ms', most: 0.1, figure: firstCall },
    {
      name: 'helm template above an empty chart, an object of 60 services',
      unit: 'ms',
      most: 0.5,
      figure: (build) => templateCost(helm, build, empty),
    },
    {
      name: 'the same, to a chart by hand with a strict schema',
      unit: 'ms',
      most: 1.2,
      figure: (build) => templateCost(helm, build, empty),
      against: (now) => handCost(helm, now, { empty, folder }),
    },
    {
      name: 'release Secret, 6 services',
      unit: 'KiB',
      most: 0.4,
      figure: (build) => secretSize(helm, build),
    },
    {
      name: 'validate as a command, 6 services',
      unit: 'ms',
      most: 0.5,
      figure: ({ cli, project }) => command(cli, 'validate', project(6)),
    },
    {
      name: 'verify of the default project',
      unit: 'ms',
      most: 0.5,
      figure: ({ cli, root }) => command(cli, 'verify', root),
    },
  ]
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await task()
  return performance.now() - started
}

/** What each component adds to the first generation in a process: from 6 services to 100. */
async function firstCall({ root, project }: Build): Promise<number> {
  const [few, many] = [
    await firstGeneration(root, project(6)),
    await firstGeneration(root, project(100)),
  ]
  return (many - few) / 94
}

async function firstGeneration(root: string, project: string): Promise<number> {
  const code = `
    const { generate, loadProject } = await import(${JSON.stringify(join(root, 'dist/index.js'))})
    const { platform, identity } = await loadProject(${JSON.stringify(project)})
    const started = performance.now()
    generate(platform, identity)
    console.log(performance.now() - started)
  `
  return Number(await succeeded(process.execPath, '--input-type=module', '--eval', code))
}

const release = 'bench'

const template = (helm: Tool, chart: string): Promise<string> =>
  succeeded(helm.path, 'template', release, chart)

function templateCost(helm: Tool, { project }: Build, empty: string): Promise<number> {
  return costAbove(empty, helm, join(project(60), 'chart'))
}

/** What an object costs in a chart that somebody wrote by hand. */
async function handCost(
  helm: Tool,
  { project }: Build,
  { empty, folder }: { readonly empty: string; readonly folder: string },
): Promise<number> {
  const chart = join(folder, 'by-hand')
  if (!existsSync(chart))
    handChart(folder, await template(helm, join(project(60), 'chart')), release)
  return costAbove(empty, helm, chart)
}

async function costAbove(empty: string, helm: Tool, chart: string): Promise<number> {
  const floor = await timed(() => template(helm, empty))
  let manifests = ''
  const whole = await timed(async () => {
    manifests = await template(helm, chart)
  })
  return (whole - floor) / (manifests.split(/^kind: /m).length - 1)
}

async function secretSize(helm: Tool, { project }: Build): Promise<number> {
  const chart = join(project(6), 'chart')
  const manifests = await succeeded(helm.path, 'template', 'bench', chart, '--namespace', 'bench')
  return releaseBytes(helm, chart, manifests) / 1024
}

function table(
  base: string,
  lines: readonly Line[],
  taken: (line: Line) => readonly (readonly [number, number])[],
): string {
  const rows = lines.map((line) => {
    const turns = taken(line)
    const ratios = turns.map(([before, now]) => now / before)
    const ratio = median(ratios)
    const [before, now] = [median(turns.map(([one]) => one)), median(turns.map(([, one]) => one))]
    return [
      line.name,
      `${before.toPrecision(3)} ${line.unit}`,
      `${now.toPrecision(3)} ${line.unit}`,
      ratio.toFixed(2),
      `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
      `≤ ${line.most.toFixed(2)}`,
      ratio <= line.most ? 'yes' : 'no',
    ]
  })
  const heading = ['Measure', base, 'Now', 'Ratio', 'Spread', 'Budget', 'Within?']
  return `${columns([heading, ...rows], (column) => column > 0 && column < 6).join('\n')}\n`
}
