import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import platform from '../../platform.ts'
import { generate } from '../../src/chart/generate.ts'
import { ownership } from '../../src/chart/generated.ts'
import { type PresentTree, readTree } from '../../src/files/read-tree.ts'
import { chartwright } from '../commands/project.ts'
import { identity, projectDirectory } from '../default-project.ts'
import { helms } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { render, writeDefaultChart } from './default-chart.ts'

test('the same platform generates the same bytes', () => {
  expect([...generate(platform, identity)]).toEqual([...generate(platform, identity)])
})

test('a process elsewhere, in another time zone and language, generates the same bytes', async () => {
  const here = await generatedBy({ TZ: 'UTC', LC_ALL: 'C' })
  const there = await generatedBy({ TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' })
  expect(here.size).toBeGreaterThan(100)
  expect(there).toEqual(here)
})

/** What a process of its own generates in a folder of its own. */
async function generatedBy(environment: Readonly<Record<string, string>>): Promise<PresentTree> {
  const names = ['Chart.yaml', 'platform.ts']
  const folder = temporaryFolder(
    Object.fromEntries(
      names.map((name) => [name, readFileSync(join(projectDirectory, name), 'utf8')]),
    ),
  )
  const { exitCode, output } = await chartwright(folder, ['generate', '.'], environment)
  expect(exitCode, output).toBe(0)
  return readTree(folder, ownership)
}

const folder = writeDefaultChart()

test.each(helms)('Helm $version renders the same bytes twice', async (helm) => {
  const first = await render(folder, { helm, profile: 'prod' })
  expect(await render(folder, { helm, profile: 'prod' })).toBe(first)
})
