import fc, { type GeneratorValue } from 'fast-check'
import type { TypeSchema } from '../../../src/template/value-type.ts'

/** Draws a value from an arbitrary. */
export type Draw = GeneratorValue

/** What a value is, with its schema and how to make one. */
export type Shape = ScalarShape | CollectionShape | ObjectShape

/** `line` is text that fits on one line of a configuration file, `prose` on several. */
export interface ScalarShape {
  readonly kind: 'text' | 'line' | 'prose' | 'integer' | 'number' | 'boolean' | 'either'
}

/** A map of any keys, or a list; without `entry` the entries are anything. */
export interface CollectionShape {
  readonly kind: 'map' | 'list'
  readonly entry?: Shape
}

/** A map of fixed keys. */
export interface ObjectShape {
  readonly kind: 'object'
  readonly fields: Readonly<Record<string, Shape>>
}

const scalarKinds = ['text', 'line', 'prose', 'integer', 'number', 'boolean', 'either'] as const

/** Draws a shape: scalars, and above them maps, lists and objects. */
export function drawShape(draw: Draw, depth: number): Shape {
  const kind = draw(fc.constantFrom, ...scalarKinds, 'map', 'list', 'object')
  if (depth === 0 || isScalar(kind)) return { kind: isScalar(kind) ? kind : 'integer' }
  if (kind === 'object') return drawObject(draw, depth - 1)
  const isFree = draw(fc.nat, 3) === 0
  return isFree ? { kind } : { kind, entry: drawShape(draw, depth - 1) }
}

const isScalar = (kind: Shape['kind']): kind is ScalarShape['kind'] =>
  (scalarKinds as readonly string[]).includes(kind)

/** Draws a map of fixed keys. */
export function drawObject(draw: Draw, depth: number, fields = 3): ObjectShape {
  const names = draw(() => fc.uniqueArray(fieldName, { minLength: 1, maxLength: fields }))
  return {
    kind: 'object',
    fields: Object.fromEntries(names.map((name) => [name, drawShape(draw, depth)])),
  }
}

/** Keys that a path may name; one of them is no identifier of Go. */
const fieldName = fc.oneof(
  fc.constantFrom('image', 'names', 'policies', 'addresses', 'on', 'key-word', 'enabled', 'value'),
  fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,5}$/),
)

/** The schema of a shape. */
export function schemaOf(shape: Shape): TypeSchema {
  switch (shape.kind) {
    case 'text':
    case 'line':
    case 'prose':
      return { type: 'string' }
    case 'either':
      return { type: ['integer', 'string'] }
    case 'map':
      return { type: 'object', additionalProperties: shape.entry ? schemaOf(shape.entry) : true }
    case 'list':
      return { type: 'array', ...(shape.entry && { items: schemaOf(shape.entry) }) }
    case 'object': {
      const properties = Object.entries(shape.fields).map(([key, field]) => [key, schemaOf(field)])
      return {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(properties),
      }
    }
    default:
      return { type: shape.kind }
  }
}

/** Values of a shape. */
export function valuesOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return valueText
    case 'line':
      return lineText
    case 'prose':
      return proseText
    case 'integer':
      return integer
    case 'number':
      return number
    case 'boolean':
      return fc.boolean()
    case 'either':
      return fc.oneof(integer, lineText)
    case 'map':
      return fc.dictionary(mapKey, shape.entry ? valuesOf(shape.entry) : freeValue, {
        maxKeys: 3,
        noNullPrototype: true,
      })
    case 'list':
      return fc.array(shape.entry ? valuesOf(shape.entry) : freeValue, { maxLength: 3 })
    case 'object': {
      const fields = Object.entries(shape.fields).map(([key, field]) => [key, valuesOf(field)])
      return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
        noNullPrototype: true,
      })
    }
  }
}

const awkward = fc.constantFrom(
  ...[
    '',
    ' ',
    'no',
    'on',
    'null',
    '~',
    '0755',
    '0o7',
    '12:30',
    '1e3',
    '.5',
    '0x1F',
    '2001-12-14',
    '1_000',
    '=',
    '<<',
  ],
  ...[
    '{{ .Values }}',
    '}}',
    '{',
    '#',
    ': ',
    '- a',
    '---',
    '\n',
    '\ta',
    'a\n',
    ' a\n b\n\n',
    'a: b # c',
    '%',
    '%s',
    "'",
    '"',
    '\\',
  ],
  ...['\u0085', '\u0007', '\u007f', '\u009f', '\u2028', '\ufeff', '\u00a0', '\u{1f600}', 'é'],
)

/** Any text at all. */
export const anyText: fc.Arbitrary<string> = textOf('binary')

/**
 * Text of values. Without what Helm's `toYaml` writes as it is, where YAML refuses it or reads it as
 * something else, and without characters that Unicode has and Go may not yet know.
 */
const valueText = textOf('grapheme').filter(
  (text) => !/^<<$|[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(text),
)

function textOf(unit: 'binary' | 'grapheme'): fc.Arbitrary<string> {
  return fc.oneof(
    awkward,
    fc.string({ unit, maxLength: 12 }),
    fc.string({ maxLength: 12 }),
    fc.array(awkward, { maxLength: 4 }).map((parts) => parts.join('')),
  )
}

/** Printable text without line breaks that begins and ends with no blank. */
export const lineText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    'no',
    '0755',
    '12:30',
    '1e3',
    '{{',
    '}',
    '#',
    'a b',
    'é',
    '%d',
    '"q"',
    "it's",
    '<a&b>',
  ),
  fc.stringMatching(/^[!-~]([ -~]{0,8}[!-~])?$/),
)

/** Lines of printable text, some of them blank; the last one is not. */
export const proseText: fc.Arbitrary<string> = fc
  .array(fc.oneof(lineText, fc.constantFrom('', '  ', '  a', 'b  ', '\tc')), { maxLength: 4 })
  .chain((lines) =>
    fc.constantFrom('', '\n', '\n\n').map((end) => `${[...lines, 'z'].join('\n')}${end}`),
  )

/** 10000000 is what templates print as `1e+07`. */
const integer = fc.oneof(
  fc.constantFrom(0, 1, 10_000_000),
  fc.integer({ min: -20_000_000, max: 20_000_000 }),
)

const number = fc.oneof(
  fc.constantFrom(0, 0.5, 1, 10_000_000, 1e21, 1e-7),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), // no -0, which is 0 in Go's JSON
)

/** Keys of maps in the values. */
const mapKey = fc.oneof(valueText, fc.stringMatching(/^[a-z]{1,3}$/))

const freeValue = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    valueText,
    integer,
    fc.boolean(),
    fc.array(tie('tree'), { maxLength: 2 }),
    fc.dictionary(valueText, tie('tree'), { maxKeys: 2, noNullPrototype: true }),
  ),
})).tree
