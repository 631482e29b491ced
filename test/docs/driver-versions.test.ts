import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectDirectory } from '../default-project.ts'

const read = (path: string): string => readFileSync(`${projectDirectory}${path}`, 'utf8')
const document = read('docs/connections.md')

/** The drivers that the tests pin, as `name version`. */
const pinned: readonly (readonly [name: string, version: string])[] = [
  ...matches(read('test/drivers/node/package.json'), /"([a-z][\w-]*)": "([\d.]+)"/g),
  ...matches(read('test/drivers/go/go.mod'), /^\t(\S+) v([\d.]+)$/gm),
  ...matches(read('test/drivers/python/requirements.txt'), /^(\w+)(?:\[\w+\])?==([\d.]+)$/gm),
  ...matches(
    read('test/drivers/java/pom.xml'),
    /<artifactId>([\w-]+)<\/artifactId><version>([\d.]+)</g,
  ),
].filter(([name]) => name !== 'slf4j-nop')

function matches(text: string, pattern: RegExp): readonly (readonly [string, string])[] {
  return [...text.matchAll(pattern)].map(([, name = '', version = '']) => [name, version])
}

test('docs/connections.md names the version of each driver that is run', () => {
  expect(pinned.length).toBeGreaterThan(20)
  const missing = pinned.filter(([, version]) => !document.includes(version))
  expect(missing).toEqual([])
})
