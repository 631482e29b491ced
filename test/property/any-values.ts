import * as fc from 'fast-check'
import type { TypeSchema } from '../../src/template/node/value-type.ts'
import { unsafeCharacter } from '../../src/helm/yaml/characters.ts'
import { anyLiteralText } from './any-literal.ts'

const text = { type: 'string' } as const
const integer = { type: 'integer' } as const
const boolean = { type: 'boolean' } as const
const texts: TypeSchema = { type: 'object', additionalProperties: text }
const words: TypeSchema = { type: 'array', items: text }

/** Fields that stand at the top of the values, and again further down. */
const common = {
  word: text,
  prose: text,
  odd: text,
  count: integer,
  'is-on': boolean,
  labels: texts,
  tags: words,
} satisfies Readonly<Record<string, TypeSchema>>

const volume: TypeSchema = { type: 'object', properties: { ...common, note: text } }

/** Values of every type that the printer knows. */
export const schema: TypeSchema = {
  type: 'object',
  properties: {
    ...common,
    name: text,
    mode: { enum: ['a', 'b', ''] },
    ratio: { type: 'number' },
    anything: {},
    free: { type: 'object', additionalProperties: true },
    volumes: { type: 'object', additionalProperties: volume },
    ports: { type: 'array', items: volume },
    section: { type: 'object', properties: { 'my-part': { type: 'object', properties: common } } },
  },
}

/** Helm erases `<no value>` from whatever a template prints; that is the operator's own fault. */
const survives = (value: string): boolean => !value.includes('<no value>')

/**
 * Go may know another version of Unicode than we do, and so what `quote` escapes. `toYaml` gives
 * nothing at all for U+007F and U+FFFE, and writes U+0085 and U+2028 as they are.
 */
const anyValueText = anyLiteralText.map((value) =>
  value.replace(/[^\0-\u007e\u00a0-\u036f\ufffd😀]/gu, 'é'),
)

/** Text that a block can carry. */
const prose = anyValueText.map((value) => value.replace(unsafeCharacter, '~')).filter(survives)
const word = prose.map((value) => value.replace(/\n/g, '/'))
const odd = fc.oneof(
  anyValueText.filter((value) => /^[^]{0,80}$/.test(value) && survives(value)),
  prose,
)
const key = word
  .map((value) => value.slice(0, 60))
  .filter((value) => !/\p{Surrogate}|^<<$/u.test(value)) // `toYaml` does not quote the key `<<`
/** Ten million times as much, and some more, is still a number that JavaScript has exactly. */
const count = fc.oneof(
  fc.constantFrom(0, 1, -1, 80, 10_000_000, -10_000_000),
  fc.integer({ min: -8e8, max: 8e8 }),
)

const map = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Readonly<Record<string, T>>> =>
  fc
    .uniqueArray(fc.tuple(key, value), { maxLength: 3, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries))

const list = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { maxLength: 3 })

const free: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  free: fc.oneof({ maxDepth: 2 }, odd, count, fc.boolean(), list(tie('free')), map(tie('free'))),
})).free

const commonValues = {
  word,
  prose,
  odd,
  count,
  'is-on': fc.boolean(),
  labels: map(odd),
  tags: list(word),
}
const volumeValue = fc.record(
  { ...commonValues, note: word },
  { requiredKeys: ['word', 'prose', 'odd', 'count', 'is-on', 'labels', 'tags'] },
)

/** Values that fit the schema; nothing but a `note` is ever missing. */
export const anyValues: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record({
  ...commonValues,
  name: fc.string({ unit: fc.constantFrom(...'abcdefghij0123-'), maxLength: 20 }),
  mode: fc.constantFrom('a', 'b', ''),
  ratio: fc.oneof(
    fc.constantFrom(0, 1, 10_000_000, 0.1, 1e21, 1e-9),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  ),
  anything: free,
  free: map(free),
  volumes: map(volumeValue),
  ports: list(volumeValue),
  section: fc.record({ 'my-part': fc.record(commonValues) }),
})

/** Everything empty, so that no condition on a value holds. */
export const emptyValues: Readonly<Record<string, unknown>> = {
  word: '',
  prose: '',
  odd: '',
  count: 0,
  'is-on': false,
  labels: {},
  tags: [],
  name: '',
  mode: '',
  ratio: 0,
  anything: '',
  free: {},
  volumes: {},
  ports: [],
  section: {
    'my-part': { word: '', prose: '', odd: '', count: 0, 'is-on': false, labels: {}, tags: [] },
  },
}

const full = {
  word: 'w',
  prose: 'one\ntwo\n',
  odd: '0755',
  count: 10_000_000,
  'is-on': true,
  labels: { a: 'yes' },
  tags: ['t'],
}

/** Nothing empty, so that each condition on a value holds. */
export const fullValues: Readonly<Record<string, unknown>> = {
  ...full,
  name: 'name',
  mode: 'a',
  ratio: 0.5,
  anything: [1],
  free: { a: { b: 1 } },
  volumes: { data: { ...full, note: 'n' } },
  ports: [{ ...full, note: 'n' }],
  section: { 'my-part': full },
}
