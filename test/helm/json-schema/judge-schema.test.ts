import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judgeSchema } from '../../../src/helm/json-schema/judge-schema.ts'
import { nowhere } from '../../../src/values/locate.ts'
import { loadValues } from '../../../src/values/read-values.ts'
import type { Schema } from '../../../src/schema/schema.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const volume = {
  title: 'A volume',
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, size: { type: 'string', pattern: '^(?P<n>\\d+)Gi$' } },
  additionalProperties: false,
}
const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  properties: {
    storage: { oneOf: [{ type: 'string' }, volume, { type: 'object', required: ['claim'] }] },
    port: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
    mode: { oneOf: [{ const: 'a' }, { const: 'b' }] },
    both: { oneOf: [{ required: ['p'] }, { required: ['q'] }] },
    ratio: { multipleOf: 0.1, exclusiveMinimum: 0 },
    mail: { format: 'email' },
    tls: { not: { required: ['secret', 'issuer'] } },
    hosts: { contains: { type: 'string' }, items: [{}], additionalItems: false },
    password: { type: 'string', minLength: 8, writeOnly: true },
    tag: { type: 'string', pattern: '(?i)^v' },
  },
  dependencies: { port: ['mode'] },
}

function screen(text: string): readonly string[] {
  const root = temporaryFolder({ 'v.yaml': text })
  const loaded = loadValues([join(root, 'v.yaml')])
  return judgeSchema(schema as unknown as Schema, loaded.values, loaded).map(
    ({ line, column, path, message, hint }) =>
      `${line}:${column} ${path}: ${message}${hint ? `; ${hint}` : ''}`,
  )
}

describe('what is wrong is said in plain sentences, where it is', () => {
  test.each<readonly [text: string, ...problems: readonly string[]]>([
    [
      'storage:\n  name: a\n  size: 1G\n',
      '3:9 storage.size: "1G" must match ^(?P<n>\\d+)Gi$ (of 3 forms in oneOf, closest to form 2, "A volume")',
    ],
    [
      'storage:\n  name: a\n  siz: 1Gi\n',
      '3:3 storage.siz: there is no key siz here (of 3 forms in oneOf, closest to form 2, "A volume"); did you mean size?',
    ],
    ['storage: 3', '1:10 storage: 3 must be text or a map; write "3" with quotes'],
    ['port: []\nmode: a', '1:7 port: this list must be a whole number or text'],
    [
      'port: 1',
      '1:1 mode: the key mode is missing, which others here ask for; add it, or leave out what asks for it',
    ],
    ['mode: c', '1:7 mode: "c" must be "a" (of 2 forms in oneOf, closest to form 1)'],
    [
      'both: { p: 1, q: 2 }',
      '1:7 both: this fits more than one of the schemas of which one may do (oneOf): number 1 and number 2; leave out what belongs to the others',
    ],
    ['ratio: 0.35', '1:8 ratio: 0.35 must be a multiple of 0.1'],
    ['ratio: 0', '1:8 ratio: 0 must be more than 0'],
    ['mail: a', '1:7 mail: "a" must have the format email, as Go reads it'],
    ['tls: { secret: a, issuer: b }', '1:6 tls: this map must not have secret and issuer together'],
    [
      'hosts: [1]',
      '1:8 hosts: this list must hold an item of the kind that the schema asks for (contains)',
    ],
    ['hosts: [a, b]', '1:12 hosts[1]: "b" is one item too many'],
    ['password: short', '1:11 password: this secret must have at least 8 characters'],
    ['tag: 1', '1:6 tag: 1 must be text; write "1" with quotes'],
  ])('%j', (text, ...problems) => {
    expect(screen(text)).toEqual(problems)
  })
})

test.each([
  ['is nested too deep', `${'{"not":'.repeat(50_000)}{}${'}'.repeat(50_000)}`],
  [
    'has 20,000 forms',
    JSON.stringify({ anyOf: Array.from({ length: 20_000 }, (_, i) => ({ const: i })) }),
  ],
])('a schema that %s takes no longer than others', { timeout: 10_000 }, (_, text) => {
  const problems = judgeSchema(JSON.parse(text) as Schema, { a: 1 }, nowhere)
  expect(problems.length).toBe(1)
})
