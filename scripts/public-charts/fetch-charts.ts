import { existsSync, mkdirSync, cpSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { run } from '../../src/verify/run.ts'
import { sources, type Source } from './sources.ts'

/**
 * Fetches the charts of the table from GitHub into folders by their names, with their dependencies in
 * charts/, as far as the table has them. What is there already stays.
 */
export async function fetchCharts(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const fetched = new Map<string, string>()
  for (const source of sources) {
    const clone = join(folder, '.sources', source.repository.replace('/', '+'), source.commit)
    if (!existsSync(clone)) await fetchSource(source, clone)
    for (const one of source.folders) {
      const chart = join(clone, one)
      if (!existsSync(join(chart, 'Chart.yaml'))) continue // what a link of a chart leads to
      fetched.set(metadata(chart).name, chart)
    }
  }
  for (const [name, chart] of fetched) {
    const target = join(folder, name)
    if (!existsSync(target)) layOut(chart, target, fetched)
  }
}

/** Without git's maintenance, which would go on in the background while its folder is removed. */
const calm = ['-c', 'maintenance.auto=false', '-c', 'gc.auto=0']

async function fetchSource({ repository, commit, folders }: Source, clone: string): Promise<void> {
  process.stderr.write(`fetching ${repository}\n`)
  const partial = `${clone}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  const git = async (...args: readonly string[]): Promise<void> => {
    const { exitCode, stderr } = await run('git', [...calm, '-C', partial, ...args], {
      timeout: 600_000,
    })
    if (exitCode !== 0) throw new Error(`${repository}: git ${args[0]}: ${stderr}`)
  }
  await git('init', '--quiet')
  await git('remote', 'add', 'origin', `https://github.com/${repository}`)
  await git('fetch', '--quiet', '--depth=1', '--filter=blob:none', 'origin', commit)
  await git('checkout', '--quiet', commit, '--', ...folders)
  rmSync(join(partial, '.git'), { recursive: true })
  renameSync(partial, clone)
}

interface Metadata {
  readonly name: string
  readonly version: string
  readonly type?: string
  readonly dependencies?: readonly { readonly name: string }[]
}

/** What a chart says of itself. */
export function metadata(chart: string): Metadata {
  const [own, ...older] = ['Chart.yaml', 'requirements.yaml']
    .map((name) => join(chart, name))
    .filter((file) => existsSync(file))
    .map((file) => parse(readFileSync(file, 'utf8')) as Metadata)
  return Object.assign({}, ...older, own) as Metadata // it has a name and a version
}

/** Copies a chart, and into its charts/ what it depends on, as `helm dependency build` would. */
function layOut(chart: string, target: string, known: ReadonlyMap<string, string>): void {
  cpSync(chart, target, { recursive: true, dereference: true })
  for (const { name } of metadata(chart).dependencies ?? []) {
    const below = join(target, 'charts', name)
    const dependency = known.get(name)
    if (dependency !== undefined && !existsSync(below)) layOut(dependency, below, known)
  }
}
