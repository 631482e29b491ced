import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chartwright } from '../commands/project.ts'
import { projectDirectory } from '../default-project.ts'
import { filesBelow } from '../files-below.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const examples = join(projectDirectory, 'examples/kinds')
const names = readdirSync(examples)

/** A copy of an example, so that the chart is not written beside it. */
function copyOf(name: string): string {
  const folder = temporaryFolder()
  const filter = (path: string): boolean => !/\/(chart|values-[^/]+\.yaml)$/.test(path)
  cpSync(join(examples, name), folder, { recursive: true, filter })
  return folder
}

test.each(names)('the types of %s are those of its schemas', async (name) => {
  const { exitCode, output } = await chartwright(copyOf(name), ['types', '--check'])
  expect(exitCode, output).toBe(0)
})

test.each(names)('%s imports nothing but the package and its own files', (name) => {
  const sources = [...filesBelow(join(examples, name))].filter(([path]) => path.endsWith('.ts'))
  const imported = sources.flatMap(([, text]) =>
    [...text.matchAll(/ from '([^']+)'/g)].map(([, from = '']) => from),
  )
  expect(imported).toContain('chartwright')
  expect(
    imported.filter((from) => !/^(chartwright(\/(kind|template))?|\.\/[\w./-]+)$/.test(from)),
  ).toEqual([])
})
