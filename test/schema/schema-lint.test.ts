import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'
import { placesIn } from '../../src/schema/authoring/places.ts'
import { patternFault } from '../../src/schema/authoring/patterns.ts'
import { referenceRule, rules } from '../../src/schema/authoring/rules.ts'
import { schemaFaults } from '../../src/schema/authoring/schema-faults.ts'
import { defaultsOf } from '../../src/values/defaults.ts'
import { loadSchema } from '../../src/schema/load-schema.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { kindNames, schemaOf, writtenSchema } from './kind-schema.ts'
import { editorValidator, helmValidator } from './parity-ajv.ts'

const kinds = [...kindNames, 'global', 'umbrella']

describe.each(kinds)('the schema of %s', (kind) => {
  const schema = schemaOf(kind)

  it.each(rules)('$sentence', ({ isKept }) => {
    const broken = placesIn(schema).filter((place) => !isKept(place))
    expect(broken.map(({ path }) => path)).toEqual([])
  })

  it.each(Object.entries({ 'an editor': editorValidator, Helm: helmValidator }))(
    'accepts its own defaults, as %s reads it',
    (_, validator) => {
      const validate = validator(schema)
      validate(defaultsOf(schema))
      expect(validate.errors ?? []).toEqual([])
    },
  )
})

describe.each(Object.entries(loadSchema('definitions').definitions ?? {}))(
  'the definition %s',
  (_, definition) => {
    it.each(rules)('$sentence', ({ isKept }) => {
      const broken = placesIn(definition, 'entry').filter((place) => !isKept(place))
      expect(broken.map(({ path }) => path)).toEqual([])
    })

    it('has a title, which becomes the name of its type and of the composed definition', () => {
      expect(definition.title).toMatch(/^[A-Z][-A-Za-z ]+$/)
    })
  },
)

it.each(kindNames)('an author might have written the schema of %s', (kind) => {
  expect(schemaFaults(writtenSchema(kind))).toEqual([])
})

describe.each([...kinds, 'definitions'])('the file of %s', (name) => {
  const schema = writtenSchema(name)

  it('declares draft-07, a title and a description', () => {
    const { $schema, title, description } = schema
    expect([$schema, typeof title, typeof description]).toEqual([
      'http://json-schema.org/draft-07/schema#',
      'string',
      'string',
    ])
  })

  it('has nothing but annotations beside a $ref', () => {
    const all = [schema, ...Object.values(schema.definitions ?? {})]
    const broken = all
      .flatMap((one) => placesIn(one))
      .filter(({ schema: one }) => !referenceRule(one))
    expect(broken.map(({ path }) => path)).toEqual([])
  })
})

/** For each rule, something that breaks it: a rule that cannot fail says nothing. */
const violations: Readonly<Record<string, Schema>> = {
  'uses only keywords that every Helm and editor reads alike': { format: 'ipv4' } as Schema,
  'describes each key in one line that starts with a capital and has no full stop': {
    description: 'a key.',
  },
  'gives each value a type': {},
  'gives each leaf a default': { type: 'string' },
  'has no null': { type: ['string', 'null'] },
  'is strict: an object lists its keys, or is a map with a rule for them': { type: 'object' },
  'requires a key only in an entry of a map or list': { required: ['a'] },
  'bounds each number on both sides': { type: 'integer', minimum: 0 },
  'says of each pattern what the text must be': { pattern: '^a$', patternErrorMessage: 'wrong' },
  'anchors each pattern, and keeps to what RE2 and ECMAScript read alike': { pattern: '^(?=a)b$' },
}

describe('the rules', () => {
  it('have a violation each', () => {
    expect(Object.keys(violations)).toEqual(rules.map(({ sentence }) => sentence))
  })

  it.each(rules)('can be broken: $sentence', ({ sentence, isKept }) => {
    const schema = violations[sentence] ?? {}
    expect(isKept({ schema, path: '/a', steps: [], role: 'property', isInEntry: false })).toBe(
      false,
    )
  })

  it('can be broken: has nothing but annotations beside a $ref', () => {
    expect(referenceRule({ $ref: '#/definitions/a', minimum: 1 })).toBe(false)
  })
})

describe('a pattern that the two engines read alike', () => {
  const all = kinds.flatMap((kind) => placesIn(schemaOf(kind)))
  const own = new Set(all.flatMap(({ schema: { pattern } }) => pattern ?? []))

  it('is each of ours, by RE2 itself', () => {
    expect(own.size).toBeGreaterThan(20)
    for (const pattern of own) expect(() => RE2JS.compile(pattern)).not.toThrow()
  })

  it.each(['^a{1001}$', '^(a{100}){11}$', '^((a{2,50}b){21})*$', '^(?=a)$', '^[]$', '^\\1(a)$'])(
    'is not %s, which RE2 refuses',
    (pattern) => {
      expect(() => RE2JS.compile(pattern)).toThrow(/error parsing/)
      expect(patternFault(pattern)).toBeDefined()
    },
  )

  it.each(['^(a{0,61}b)?(-a{0,61}b)*$', '^(a{10}){100}$', '^[^\\x00-\\x1f]{1,1000}$'])(
    'is %s, which RE2 takes',
    (pattern) => {
      expect(() => RE2JS.compile(pattern)).not.toThrow()
      expect(patternFault(pattern)).toBeUndefined()
    },
  )

  it.each([
    'a',
    '^.$',
    '^\\d$',
    '^\\w+$',
    '^[[:alpha:]a]$',
    '^\\p{L}$',
    '^[\\d]$',
    '^(?i)a$',
    '^a)$',
  ])('is not %s', (pattern) => {
    expect(patternFault(pattern)).toBeDefined()
  })
})
