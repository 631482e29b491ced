import { describe, expect, test } from 'vitest'
import { helms } from '../../helm.ts'
import { differences } from './differences.ts'
import { type Case, helmVerdicts, ourVerdict, type Verdict } from './helm-judges.ts'

interface Judged extends Case {
  readonly name: string
  readonly verdict: Verdict
}

const cases: readonly Judged[] = differences.flatMap(
  ({ about, schema, valid = [], refused = [] }) => {
    const text = typeof schema === 'string' ? schema : JSON.stringify(schema)
    const judged = (value: unknown, verdict: Verdict): Judged => {
      const name = `${about}: ${JSON.stringify(value)} is ${verdict}`
      return { name, schema: text, values: { a: value }, verdict }
    }
    return [
      ...valid.map((value) => judged(value, 'valid')),
      ...refused.map((value) => judged(value, 'refused')),
    ]
  },
)

describe('by a schema of another hand', () => {
  test.each(cases)('$name', ({ verdict, ...one }) => {
    expect(ourVerdict(one)).toBe(verdict)
  })

  test.each(helms)('Helm $version says the same', { timeout: 120_000 }, async (helm) => {
    const verdicts = await helmVerdicts(helm, cases)
    expect(cases.map(({ name }, i) => `${name}; ${verdicts[i]}`)).toEqual(
      cases.map(({ name, verdict }) => `${name}; ${verdict}`),
    )
  })
})

test.each([
  ['a reference that Helm would fetch', { $ref: 'https://a.test/b.json' }],
  ['a reference to a file', { $ref: 'b.json' }],
  ['a dialect that Helm would fetch', { $schema: 'https://a.test/dialect' }],
])('by %s nothing is judged, whatever the values are', (_, schema) => {
  expect(ourVerdict({ schema: JSON.stringify(schema), values: {} })).toBe('not judged')
})
