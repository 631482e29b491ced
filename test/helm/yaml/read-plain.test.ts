import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTable } from '../../../src/helm/merge/coalesce.ts'
import { readAnyYaml, readYaml, type YamlFile } from '../../../src/helm/yaml/parse.ts'
import { readPlain } from '../../../src/helm/yaml/read-plain.ts'
import { writeYaml } from '../../../src/helm/yaml/write-yaml.ts'
import type { YamlPath } from '../../../src/helm/yaml/yaml-path.ts'
import { projectDirectory } from '../../default-project.ts'

/** Lines that together are YAML now and then, and of the simple kind sometimes. */
const head = fc.constantFrom('', '- ', 'a: ', 'b: ', 'a:', '"c d": ', '-   ', '- - ', '__proto__: ')
const tails = String.raw`
b|x y|x  y|-1|1.5|0755|yes|true|~|a: b|a:b|a :b|x#y|# c|x # c|""|"x" # c|"x"y|'x y'|'it''s'|"a\n"
{}|[]  # c|[1]|{} x|>-|&a b|*a|!!str 1|- b|-|---|...|?|a:|x |,|http://a:80/b?c=d&e|10Gi|25%|*|@|$(A)
{{ a }}|/a|.5|+1|é`
const tail = fc.constantFrom('', '|', '\t', '`', ...tails.trim().split(/[|\n]/))
const line = fc
  .tuple(fc.constantFrom('', '', '  ', '  ', '    ', ' '), head, tail)
  .map((parts) => parts.join(''))
const lines = fc.array(line, { minLength: 1, maxLength: 7 }).map((all) => all.join('\n'))
const key = fc.constantFrom('a', 'b', 'replicas', 'LOG_LEVEL', 'app/name', '__proto__', 'a b', 'on')
const scalar = fc.constantFrom('x', 'x: y', '', '10Gi', 'a  b', '#', 1, -2, 0.5, true, 'yes', 'a"b')
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }).map((all) => Object.fromEntries(all)),
  ),
}))
const written = fc.dictionary(key, value, { minKeys: 1, maxKeys: 3 }).map(writeYaml)
const edited = fc.tuple(written, fc.nat(), line).map(([text, at, extra]) => {
  const all = text.split('\n')
  return all.toSpliced(at % all.length, at % 2, extra).join('\n')
})

/** Every path in some data. */
function pathsIn(data: unknown, path: YamlPath = []): readonly YamlPath[] {
  const inside = Array.isArray(data)
    ? data.flatMap((item, index) => pathsIn(item, [...path, index]))
    : isTable(data)
      ? Object.entries(data).flatMap(([name, inner]) => pathsIn(inner, [...path, name]))
      : []
  return [path, ...inside]
}

/** What a file says, and where. */
function screen({ documents, problems }: YamlFile): unknown {
  const data = documents.map((one) => one.data)
  const places = pathsIn(data[0]).map((path) => [
    path,
    ...(['key', 'value'] as const).map((part) => documents[0]?.positionOf(path, part)),
  ])
  return { data, places, problems }
}

test('a simple text is read as the reader of all YAML reads it', () => {
  let simple = 0
  fc.assert(
    fc.property(fc.oneof(lines, written, edited, edited), (text) => {
      if (readPlain(text) === undefined) return
      simple++
      expect(screen(readYaml(text))).toEqual(screen(readAnyYaml(text)))
    }),
    { numRuns: 4_000 },
  )
  expect(simple).toBeGreaterThan(400)
})

test('the files of the default project are simple', () => {
  const files = ['values-prod.yaml', 'chart/values.yaml', 'chart/charts/gateway/values.yaml']
  for (const file of files) {
    const text = readFileSync(`${projectDirectory}${file}`, 'utf8')
    expect(readPlain(text), file).toBeDefined()
    expect(screen(readYaml(text))).toEqual(screen(readAnyYaml(text)))
  }
})
