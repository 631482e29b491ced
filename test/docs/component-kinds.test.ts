import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Component } from '../../src/platform/component.ts'
import type { Edge } from 'chartwright'
import { identity, projectDirectory } from '../default-project.ts'
import { placesIn } from '../../src/values/authoring/places.ts'
import { rules } from '../../src/values/authoring/rules.ts'
import { writeFiles } from '../write-files.ts'
import { codeBlocks } from './code-blocks.ts'

/** A copy of the project, in which the walkthrough of docs/component-kinds.md is followed. */
const folder = mkdtempSync(join(projectDirectory, '.chartwright-walkthrough-'))

const parts = [
  'package.json',
  'tsconfig.json',
  'src',
  'schema',
  'scripts/schema-types.ts',
  'test/components/pod-rules.ts',
  'test/components/rendered.ts',
]

beforeAll(() => {
  const kubernetes = join(projectDirectory, 'schema/kubernetes')
  const filter = (path: string): boolean => path !== kubernetes
  for (const part of parts)
    cpSync(join(projectDirectory, part), join(folder, part), { recursive: true, filter })
  symlinkSync(kubernetes, join(folder, 'schema/kubernetes'))
  writeFiles(folder, new Map([['vitest.config.ts', 'export default {}\n']])) // in place of ours
  for (const { file, text } of codeBlocks(projectDirectory, 'docs/component-kinds.md'))
    if (file !== undefined) follow(file, text)
  expect(tool('tsx/dist/cli.mjs', 'scripts/schema-types.ts')).toBe('')
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What the walkthrough shows of a file that exists is added to it. */
function follow(file: string, text: string): void {
  const path = join(folder, file)
  if (existsSync(path)) appendFileSync(path, `\n${text}`)
  else writeFiles(folder, new Map([[file, text]]))
}

/** Runs a tool of the project in the copy; gives what it says, or nothing where all is well. */
function tool(program: string, ...args: readonly string[]): string {
  const path = join(projectDirectory, 'node_modules', program)
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
  })
  return status === 0 ? '' : `${stdout}${stderr}`
}

test('the walkthrough compiles', () => {
  expect(tool('typescript/bin/tsc', '--project', folder)).toBe('')
})

test("the walkthrough's own test passes", () => {
  expect(tool('vitest/vitest.mjs', 'run', '--root', folder)).toBe('')
})

test('its schema keeps the rules of every schema', async () => {
  const loader = (await import(join(folder, 'src/values/load-schema.ts'))) as SchemaLoader
  const places = placesIn(loader.loadSchema('memcached'))
  const broken = rules.filter(({ isKept }) => !places.every(isKept))
  expect(broken.map(({ sentence }) => sentence)).toEqual([])
})

type SchemaLoader = typeof import('../../src/values/load-schema.ts')

type Catalogue = typeof import('../../src/index.ts') & {
  readonly memcached: () => Component
  readonly memcache: (to: string) => Edge
}

test('a platform with the new kind generates a chart', async () => {
  const { generate, memcache, memcached, service } = (await import(
    join(folder, 'src/index.ts')
  )) as Catalogue
  const cart = service({ image: 'shop/cart', port: 8000, uses: [memcache('sessions')] })
  const tree = generate({ components: { cart, sessions: memcached() } }, identity)
  expect(tree.get('chart/charts/cart/templates/deployment.yaml')).toContain('MEMCACHED_SERVERS')
  expect(tree.get('chart/charts/sessions/templates/deployment.yaml')).toContain('--conn-limit=')
})
