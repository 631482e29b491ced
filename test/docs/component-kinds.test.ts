import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectDirectory } from '../default-project.ts'
import { filesBelow } from '../files-below.ts'
import { codeBlocks } from './code-blocks.ts'

/** The project that docs/component-kinds.md builds; test/examples verifies it. */
const example = `${projectDirectory}examples/kinds/memcached`

const shown = codeBlocks(projectDirectory, 'docs/component-kinds.md').flatMap(({ file, text }) =>
  file === undefined ? [] : [{ file, text }],
)

test.each(shown)('the walkthrough shows $file as it is', ({ file, text }) => {
  expect(text).toBe(readFileSync(`${example}/${file}`, 'utf8'))
})

test('the walkthrough shows every file of the kind but the generated one', () => {
  const written = [...filesBelow(example).keys()].filter((path) => path.startsWith('kinds/'))
  const files = shown.map(({ file }) => file).filter((file) => file.startsWith('kinds/'))
  expect([...files, 'kinds/memcached/values.ts'].toSorted()).toEqual(written.toSorted())
})
