import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { examplesFolder } from '../../scripts/examples/projects.ts'
import { examples } from './example.ts'

const source = (name: string): string =>
  readFileSync(join(examplesFolder, name, 'platform.ts'), 'utf8')

test.each(examples)('%s is described in at most 150 lines', (name) => {
  expect(source(name).trimEnd().split('\n').length).toBeLessThanOrEqual(150)
})

test.each(examples.filter((name) => name.startsWith('public/')))(
  'the public platform %s has no probe off',
  (name) => {
    expect(source(name)).not.toMatch(/(startup|liveness|readiness): false/)
  },
)
