const draft = (name: string): string => `http://json-schema.org/draft-${name}/schema#`
const draft4 = { $schema: draft('04') }
const draft6 = { $schema: draft('06') }
const draft7 = { $schema: draft('07') }
const draft2019 = { $schema: 'https://json-schema.org/draft/2019-09/schema' }
const draft2020 = { $schema: 'https://json-schema.org/draft/2020-12/schema' }

/** A schema, values that Helm takes by it, and values that Helm refuses. */
export interface Difference {
  readonly about: string
  /** A text where JSON.stringify would change it. */
  readonly schema: object | boolean | string
  readonly valid?: readonly unknown[]
  readonly refused?: readonly unknown[]
}

/** What may stand below the key `a`. */
const a = (schema: unknown, dialect: object = {}): object => ({
  ...dialect,
  properties: { a: schema },
})

const pattern = (text: string): object => a({ pattern: text })

/** Where Helm's validator is not what the standard, or a validator in JavaScript, would lead to expect. */
export const differences: readonly Difference[] = [
  ...(['ipv4', 'hostname', 'uri'] as const).flatMap((format) => [
    { about: `${format} in draft-07`, schema: a({ format }, draft7), refused: ['no_:'] },
    { about: `${format} in draft-04`, schema: a({ format }, draft4), refused: ['no_:'] },
    { about: `${format} in 2019-09`, schema: a({ format }, draft2019), valid: ['no_:'] },
    { about: `${format} in 2020-12`, schema: a({ format }, draft2020), valid: ['no_:'] },
    { about: `${format} without a dialect`, schema: a({ format }), valid: ['no_:'] },
  ]),
  format('ipv4', ['1.2.3.4', '+1.2.3.4'], ['01.2.3.4', '1.2.3', '1.2.3.256', '::1']),
  format(
    'ipv6',
    ['::1', '::ffff:1.2.3.4', '1:2:3:4:5:6:7:8'],
    ['1.2.3.4', '::1%eth0', '1::2::3', '12345::'],
  ),
  format(
    'hostname',
    ['a', 'a.b.', 'A-1', 'localhost'],
    ['-a', 'a_b', '', `${'a'.repeat(64)}.b`, 'münchen'],
  ),
  format(
    'email',
    ['a@b', '"a b"@c', 'a@[127.0.0.1]', 'a+b@c.d'],
    ['a', 'a..b@c', '.a@b', 'a b@c', 'a@b_c'],
  ),
  format(
    'uri',
    ['http://a', 'a:b', 'urn:a:b', 'HTTP://a/?q#f'],
    ['//a', '/a', 'a', 'http://a:b', 'http://[::1', '%zz:a'],
  ),
  format('uri-reference', ['', '/a', '../a', '#a', '?'], ['a\\b', ':a', '%', 'http://a b']),
  format('uri-template', ['http://a/{b}', 'http://a/b'], ['http://a/{b', 'http://a/{b}}']),
  format(
    'date',
    ['2024-02-29', '0000-01-01'],
    ['2023-02-29', '2024-13-01', '2024-1-1', '24-01-01'],
  ),
  format(
    'time',
    ['10:00:00Z', '23:59:60Z', '10:00:00.5+01:00', '+1:00:00Z'],
    ['10:00:00', '24:00:00Z', '22:59:60Z', '10:00Z'],
  ),
  format('date-time', ['2024-01-01t00:00:00z'], ['2024-01-01 00:00:00Z', '2024-01-01']),
  format('duration', ['P1D', 'PT1H30M', 'P2W'], ['P', '1D', 'PT', 'P1H', '30s', 'P1M1Y']),
  format(
    'uuid',
    ['00000000-0000-0000-0000-000000000000'],
    ['urn:uuid:00000000-0000-0000-0000-000000000000', '0'],
  ),
  format('json-pointer', ['', '/a~0b', '/a b'], ['a', '/~', '#/a']),
  format('relative-json-pointer', ['0', '1/a', '0#'], ['/a', '01', '0##']),
  format('regex', ['(?i)a', '\\z', '[[:alpha:]]'], ['(?=a)', '\\1', '(', '[a']),
  format('semver', ['1.0.0', '1.0.0-a.1+b'], ['v1.0.0', '1.0', '01.0.0', '1.0.0-01']),
  format('period', ['2024-01-01T00:00:00Z/P1D'], ['P1D', 'P1D/P1D']),
  format('idn-hostname', ['anything goes'], []),
  format('unknown', ['anything goes'], []),
  { about: 'a flag in a pattern', schema: pattern('(?i)^x$'), valid: ['X'], refused: ['y'] },
  { about: 'a POSIX class', schema: pattern('^[[:alpha:]]+$'), valid: ['a'], refused: ['1'] },
  { about: 'the end of a text', schema: pattern('^a\\z'), valid: ['a'], refused: ['ab'] },
  { about: 'a class of letters', schema: pattern('^\\pL+$'), valid: ['ä'], refused: ['1'] },
  {
    about: 'the long name of a class',
    schema: pattern('^\\p{Letter}+$'),
    valid: ['ä'],
    refused: ['1'],
  },
  { about: 'an escaped hyphen', schema: pattern('^a\\-b$'), valid: ['a-b'], refused: ['ab'] },
  {
    about: 'escapes of what means nothing',
    schema: pattern('^\\@\\_\\"$'),
    valid: ['@_"'],
    refused: ['a'],
  },
  { about: 'a named group', schema: pattern('^(?P<n>a)$'), valid: ['a'], refused: ['b'] },
  { about: 'a lone brace', schema: pattern('^{a}$'), valid: ['{a}'], refused: ['a'] },
  {
    about: 'a dot and a line feed',
    schema: pattern('^.$'),
    valid: ['\r', '\u2028', '😀'],
    refused: ['\n'],
  },
  { about: 'blanks', schema: pattern('^\\s$'), valid: [' ', '\t'], refused: ['\u00a0', '\v'] },
  { about: 'a dollar before a line feed', schema: pattern('^a$'), valid: ['a'], refused: ['a\n'] },
  { about: 'a look-ahead', schema: pattern('^(?!x)'), refused: ['a', 1] },
  { about: 'a look-behind', schema: pattern('(?<=x)a'), refused: ['a'] },
  { about: 'a back-reference', schema: pattern('(a)\\1'), refused: ['aa'] },
  { about: 'an escape by four digits', schema: pattern('\\u0041'), refused: ['A'] },
  { about: 'a count above 1000', schema: pattern('a{1001}'), refused: ['a'] },
  { about: 'counts in counts', schema: pattern('(a{100}){100}'), refused: ['a'] },
  {
    about: 'a wrong pattern for keys',
    schema: { patternProperties: { '(?=a)': {} } },
    refused: [1],
  },
  {
    about: 'a wrong pattern that nothing reads',
    schema: { $defs: { x: { pattern: '(?=a)' } } },
    refused: [1],
  },
  {
    about: 'a wrong pattern for keys that nothing reads, in draft-06',
    schema: { ...draft6, definitions: { x: { patternProperties: { '(?=a)': {} } } } },
    valid: [1],
  },
  {
    about: 'a pattern that is slow elsewhere',
    schema: pattern('^(a+)+$'),
    valid: ['a'.repeat(40)],
    refused: [`${'a'.repeat(40)}!`],
  },
  { about: 'tenths', schema: a({ multipleOf: 0.1 }), valid: [0.3, 1.1, 0], refused: [0.35] },
  { about: 'hundredths', schema: a({ multipleOf: 0.01 }), valid: [4.35, 19.99], refused: [0.001] },
  { about: 'a large multiple', schema: a({ multipleOf: 0.5 }), valid: [1e300], refused: [0.25] },
  {
    about: 'a length in characters',
    schema: a({ maxLength: 1 }),
    valid: ['😀', 'ä'],
    refused: ['ab', 'e\u0301'],
  },
  {
    about: '1.0 as an integer',
    schema: '{"properties":{"a":{"type":"integer","const":1.0}}}',
    valid: [1],
    refused: [1.5, '1'],
  },
  {
    about: 'different items',
    schema: '{"properties":{"a":{"uniqueItems":true}}}',
    valid: [[1, '1', true]],
    refused: [
      [1, 1],
      [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    ],
  },
  { about: '0 and false', schema: a({ enum: [0] }), valid: [0], refused: [false, ''] },
  {
    about: 'a limit above 2^53',
    schema: '{"properties":{"a":{"maximum":9223372036854775807}}}',
    valid: [9223372036854774784],
    refused: [9223372036854775808],
  },
  {
    about: 'a choice above 2^53',
    schema: '{"properties":{"a":{"enum":[9007199254740993]}}}',
    refused: [9007199254740992],
  },
  {
    about: 'a limit with many digits',
    schema: '{"properties":{"a":{"maximum":0.30000000000000001}}}',
    valid: [0.3],
    refused: [0.30000000000000004],
  },
  {
    about: 'items that are a list, in draft-07',
    schema: a({ items: [{ type: 'string' }], additionalItems: false }, draft7),
    valid: [['x']],
    refused: [['x', 1], [1]],
  },
  { about: 'items that are a list, in 2020-12', schema: a({ items: [{}] }), refused: [[]] },
  {
    about: 'keywords beside a reference, in draft-07',
    schema: {
      ...draft7,
      definitions: { s: {} },
      ...a({ $ref: '#/definitions/s', type: 'string' }),
    },
    valid: [1],
  },
  {
    about: 'const beside a reference, in draft-07',
    schema: { ...draft7, definitions: { s: {} }, ...a({ $ref: '#/definitions/s', const: 2 }) },
    valid: [2],
    refused: [1],
  },
  {
    about: 'a reference that leads nowhere, beside another in draft-07',
    schema: {
      ...draft7,
      definitions: { s: {} },
      ...a({ $ref: '#/definitions/s', if: { $ref: '#/none' } }),
    },
    refused: [1],
  },
  {
    about: 'the same below not',
    schema: {
      ...draft7,
      definitions: { s: {} },
      ...a({ $ref: '#/definitions/s', not: { $ref: '#/none' } }),
    },
    valid: [1],
  },
  {
    about: 'keywords beside a reference, in 2020-12',
    schema: { definitions: { s: {} }, ...a({ $ref: '#/definitions/s', type: 'string' }) },
    valid: ['x'],
    refused: [1],
  },
  {
    about: 'if, const and propertyNames in draft-04',
    schema: a({ const: 1, if: {}, then: false, propertyNames: false }, draft4),
    valid: [2, { x: 1 }],
  },
  { about: 'const in draft-06', schema: a({ const: 1 }, draft6), valid: [1], refused: [2] },
  { about: 'if in draft-06', schema: a({ if: {}, then: false }, draft6), valid: [2] },
  {
    about: 'exclusiveMinimum in draft-04',
    schema: a({ minimum: 1, exclusiveMinimum: true }, draft4),
    valid: [2],
    refused: [1],
  },
  {
    about: 'exclusiveMinimum without a minimum in draft-04',
    schema: a({ exclusiveMinimum: true }, draft4),
    refused: [1],
  },
  {
    about: 'exclusiveMinimum: true in draft-07',
    schema: a({ minimum: 1, exclusiveMinimum: true }, draft7),
    refused: [2],
  },
  { about: 'prefixItems in draft-07', schema: a({ prefixItems: [false] }, draft7), valid: [[1]] },
  {
    about: 'dependencies in 2020-12',
    schema: a({ dependencies: { x: ['y'] } }),
    valid: [{ x: 1, y: 1 }],
    refused: [{ x: 1 }],
  },
  {
    about: 'dependentRequired in draft-07',
    schema: a({ dependentRequired: { x: ['y'] } }, draft7),
    valid: [{ x: 1 }],
  },
  {
    about: 'unevaluatedProperties in draft-07',
    schema: a({ unevaluatedProperties: false }, draft7),
    valid: [{ x: 1 }],
  },
  {
    about: 'unevaluatedProperties',
    schema: a({
      anyOf: [{ properties: { x: {} } }, { properties: { y: {} } }],
      unevaluatedProperties: false,
    }),
    valid: [{ x: 1, y: 1 }],
    refused: [{ z: 1 }],
  },
  {
    about: 'unevaluatedItems beside contains',
    schema: a({ contains: { type: 'integer' }, unevaluatedItems: false }),
    valid: [[1]],
    refused: [[1, 'x']],
  },
  {
    about: 'what a lone if looks at',
    schema: a({ if: { properties: { x: true } }, unevaluatedProperties: false }),
    valid: [{ x: 1 }],
    refused: [{ y: 1 }],
  },
  {
    about: 'nullable',
    schema: a({ items: { type: 'string', nullable: true } }),
    valid: [['x']],
    refused: [[null]],
  },
  {
    about: 'a dialect by https',
    schema: a({ const: 1 }, { $schema: 'https://json-schema.org/draft-07/schema#' }),
    valid: [1],
    refused: [2],
  },
  {
    about: 'the dialect of json-schema.org/schema',
    schema: a({ const: 1 }, { $schema: 'http://json-schema.org/schema#' }),
    valid: [1],
    refused: [2],
  },
  { about: 'a dialect that is no URL', schema: { $schema: 'draft-07' }, refused: [1] },
  { about: 'an empty dialect', schema: { $schema: '' }, refused: [1] },
  {
    about: 'a reference that leads nowhere',
    schema: { properties: { b: { $ref: '#/$defs/none' } } },
    refused: [1],
  },
  {
    about: 'a reference that leads nowhere, where nothing leads',
    schema: { $defs: { b: { $ref: '#/$defs/none' } } },
    valid: [1],
  },
  {
    about: 'a reference that leads to no schema',
    schema: { title: 'x', ...a({ $ref: '#/title' }) },
    refused: [1],
  },
  {
    about: 'a reference to an unknown keyword',
    schema: { 'x-a': { type: 'string' }, ...a({ $ref: '#/x-a' }) },
    valid: ['x'],
    refused: [1],
  },
  {
    about: 'a reference to an anchor',
    schema: { $defs: { s: { $anchor: 'text', type: 'string' } }, ...a({ $ref: '#text' }) },
    valid: ['x'],
    refused: [1],
  },
  {
    about: 'an anchor in draft-07',
    schema: { ...draft7, definitions: { s: { $anchor: 'text' } }, ...a({ $ref: '#text' }) },
    refused: [1],
  },
  {
    about: 'a reference to a name with escapes',
    schema: { $defs: { 'a/b~c%d': { type: 'string' } }, ...a({ $ref: '#/$defs/a~1b~0c%25d' }) },
    valid: ['x'],
    refused: [1],
  },
  {
    about: 'a reference by $id',
    schema: { $defs: { s: { $id: 'urn:s', type: 'string' } }, ...a({ $ref: 'urn:s' }) },
    valid: ['x'],
    refused: [1],
  },
  {
    about: 'a reference by a relative $id',
    schema: {
      $id: 'http://a.test/b/c',
      $defs: { s: { $id: '/d', type: 'string' } },
      ...a({ $ref: '../d' }),
    },
    valid: ['x'],
    refused: [1],
  },
  {
    about: 'two schemas with one $id',
    schema: { $defs: { a: { $id: 'urn:s' }, b: { $id: 'urn:s' } } },
    refused: [1],
  },
  { about: 'a urn that nothing has', schema: a({ $ref: 'urn:none' }), valid: [1] },
  {
    about: 'a scheme that Helm does not load',
    schema: a({ $ref: 'ftp://a.test/b' }),
    refused: [1],
  },
  {
    about: 'a reference in a circle',
    schema: {
      $defs: { x: { $ref: '#/$defs/y' }, y: { $ref: '#/$defs/x' } },
      ...a({ $ref: '#/$defs/x' }),
    },
    refused: [1],
  },
  {
    about: 'a circle that no value reaches',
    schema: { $defs: { x: { $ref: '#/$defs/x' } }, properties: { b: { $ref: '#/$defs/x' } } },
    valid: [1],
  },
  {
    about: 'a circle through anyOf',
    schema: {
      $defs: { x: { anyOf: [{ $ref: '#/$defs/x' }, { type: 'string' }] } },
      ...a({ $ref: '#/$defs/x' }),
    },
    valid: ['x'],
    refused: [1],
  },
  {
    about: 'a schema inside itself',
    schema: {
      $defs: { t: { type: 'object', additionalProperties: { $ref: '#/$defs/t' } } },
      ...a({ $ref: '#/$defs/t' }),
    },
    valid: [{ x: { y: {} } }],
    refused: [{ x: { y: 1 } }],
  },
  {
    about: 'the whole schema in itself',
    schema: { properties: { a: { $ref: '#' }, global: {} }, additionalProperties: false },
    valid: [{ a: {} }],
    refused: [{ b: 1 }],
  },
  {
    about: 'a reference to the schema of schemas',
    schema: a({ $ref: 'http://json-schema.org/draft-07/schema#' }, draft7),
    valid: [{ type: 'string' }, true],
    refused: [{ type: 'text' }, 1, { pattern: '(' }],
  },
  { about: 'a type that does not exist', schema: a({ type: 'strng' }), refused: ['x'] },
  { about: 'required: true', schema: a({ required: true }), refused: ['x'] },
  { about: 'an empty required in draft-04', schema: a({ required: [] }, draft4), refused: ['x'] },
  { about: 'an empty required in draft-07', schema: a({ required: [] }, draft7), valid: ['x'] },
  { about: 'an empty enum in draft-07', schema: a({ enum: [] }, draft7), refused: ['x'] },
  { about: 'an empty enum in 2020-12', schema: a({ enum: [] }), refused: ['x'] },
  {
    about: 'an empty enum in 2020-12 that no value meets',
    schema: { properties: { b: { enum: [] } } },
    valid: ['x'],
  },
  { about: 'minLength: -1', schema: a({ minLength: -1 }), refused: ['x'] },
  {
    about: 'minLength: 1.0',
    schema: '{"properties":{"a":{"minLength":1.0}}}',
    valid: ['x'],
    refused: [''],
  },
  { about: 'an empty allOf', schema: a({ allOf: [] }), refused: ['x'] },
  { about: 'true in place of a schema, in draft-04', schema: a(true, draft4), refused: ['x'] },
  { about: 'true in place of a schema, in draft-06', schema: a(true, draft6), valid: ['x'] },
  { about: 'false in place of a schema', schema: a(false), refused: ['x'] },
  { about: 'false as the whole schema', schema: false, refused: [1] },
  { about: 'null in place of a schema', schema: 'null', refused: [1] },
  { about: 'a description that is no text', schema: a({ description: 1 }), refused: ['x'] },
  {
    about: 'annotations that nobody knows',
    schema: a({ 'x-y': 1, markdownDescription: 2, examples: ['a'] }),
    valid: ['x'],
  },
  {
    about: 'keys of every object in JavaScript',
    schema: { ...a({ required: ['constructor'], properties: { toString: { type: 'string' } } }) },
    valid: [{ constructor: 1 }],
    refused: [{}, { constructor: 1, toString: 1 }],
  },
  {
    about: 'equal maps with keys of every object',
    schema: a({ enum: [{ constructor: 1, valueOf: 2 }] }),
    valid: [{ valueOf: 2, constructor: 1 }],
    refused: [{ constructor: 1 }],
  },
  {
    about: 'one of several that fit',
    schema: a({ oneOf: [{ type: 'string' }, { minLength: 2 }] }),
    valid: ['x', 1],
    refused: ['xy'],
  },
]

function format(name: string, valid: readonly string[], refused: readonly string[]): Difference {
  return {
    about: `the format ${name}`,
    schema: a({ format: name }, draft7),
    valid: [...valid, 1],
    refused,
  }
}
