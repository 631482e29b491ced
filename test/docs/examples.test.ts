import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { readIdentity } from '../../src/chart/chart-identity.ts'
import { chartFailures } from '../../src/chart/evaluate-chart.ts'
import { generate } from '../../src/chart/generate.ts'
import { planPlatform } from '../../src/chart/plan-platform.ts'
import { profilesOf } from '../../src/chart/profiles.ts'
import type { Platform } from '../../src/platform/define-platform.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import { withFiles } from '../../src/project/with-files.ts'
import { run } from '../../src/verify/run.ts'
import { identity, projectDirectory } from '../default-project.ts'
import { writeFiles } from '../write-files.ts'
import { codeBlocks } from './code-blocks.ts'

const examples = ['README.md', 'docs/platforms.md', 'docs/connections.md', 'docs/releases.md']
  .flatMap((document) => codeBlocks(projectDirectory, document))
  .filter(({ language, text }) => language === 'ts' && text.includes('definePlatform'))
  .map((block) => ({ ...block, file: `${block.place.replaceAll(/\W+/g, '-')}.ts` }))

/** Programs that run in a project. */
const programs = codeBlocks(projectDirectory, 'docs/values.md')
  .filter(({ language }) => language === 'ts')
  .map((block) => ({ ...block, file: `${block.place.replaceAll(/\W+/g, '-')}.ts` }))

const compiler = join(projectDirectory, 'node_modules/typescript/bin/tsc')

/** In the project, so that `chartwright` and its types are found. */
const folder = mkdtempSync(join(projectDirectory, '.chartwright-examples-'))

beforeAll(() => {
  const settings = { extends: '../tsconfig.json', include: ['*.ts'] }
  const texts = [...examples, ...programs].map(({ file, text }) => [file, text] as const)
  const project = [
    ['database/schema.sql', 'SELECT 1;\n'],
    ['database/views/all.sql', 'SELECT 1;\n'],
    ['web/default.conf', 'server {}\n'],
    ['web/pages/index.html', '<!doctype html>\n'],
  ] as const
  writeFiles(folder, new Map([['tsconfig.json', JSON.stringify(settings)], ...texts, ...project]))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('the documents have examples', () => {
  expect(examples.length).toBeGreaterThan(5)
})

test('the README has a Chart.yaml that is complete', () => {
  const [chart] = codeBlocks(projectDirectory, 'README.md').filter(
    ({ language }) => language === 'yaml',
  )
  expect(readIdentity(chart?.text ?? '', 'Chart.yaml')).toMatchObject({ name: 'shop' })
})

test('examples compile', async () => {
  const { stdout } = await run(process.execPath, [compiler, '--project', folder])
  expect(stdout).toBe('')
})

test('a project compiles with the tsconfig.json of the README, and without the types of Node', async () => {
  const readme = codeBlocks(projectDirectory, 'README.md')
  const textOf = (kind: string, mark: string) =>
    readme.find(({ language, text }) => language === kind && text.includes(mark))?.text ?? ''
  const entries = ['kind', 'template', 'verify'].map((one) => `import 'chartwright/${one}'`)
  const project = join(folder, 'project')
  const files: readonly (readonly [string, string])[] = [
    ['tsconfig.json', textOf('json', 'compilerOptions')],
    ['platform.ts', [...entries, textOf('ts', 'definePlatform')].join('\n')],
  ]
  writeFiles(project, new Map(files))
  const { stdout } = await run(process.execPath, [compiler, '--project', project])
  expect(stdout).toBe('')
})

describe.each(examples)('$place', ({ file }) => {
  test('generates a chart', async () => {
    const platform = await load(file)
    expect(generate(platform, identity).size).toBeGreaterThan(10)
  })

  test('renders under each profile', async () => {
    const platform = await load(file)
    const plan = planPlatform(resolvePlatform(identity.name, platform), identity)
    const release = { name: 'shop', namespace: 'shop' }
    const all = [plan.defaults, ...profilesOf(plan).map(({ values }) => values)]
    expect(all.flatMap((values) => chartFailures(plan, values, release))).toEqual([])
  })
})

test.each(programs)('$place runs', async ({ file }) => {
  const printed = vi.spyOn(console, 'log').mockReturnValue()
  onTestFinished(() => printed.mockRestore())
  await import(join(folder, file))
  expect(printed).toHaveBeenLastCalledWith(expect.objectContaining({ replicas: 3 }))
})

async function load(file: string): Promise<Platform> {
  const module = (await import(join(folder, file))) as { readonly default: Platform }
  return withFiles(module.default, folder)
}
