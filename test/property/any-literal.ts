import * as fc from 'fast-check'
import { anyText } from '../helm/yaml/any-text.ts'

const marks = ['{{', '}}', '{{-', '-}}', '{', '}', '{{/*', '*/}}', '`', '"', '\\', '%', '$', '|']
const breaks = ['\n', '\r\n', '\t', ' ', '  ', '\n\n', '\n  ', '\n\t', '---', '\n---\n', '\n...\n']
const others = ['<no value>', '# ', ': ', '- ', '.Values.word', 'true', '0755', '\u2028', '😀']

/** Text that templates, YAML or Helm read as something else, besides what `anyText` has. */
export const anyLiteralText: fc.Arbitrary<string> = fc
  .oneof(
    anyText,
    fc
      .array(fc.constantFrom(...marks, ...breaks, ...others, 'a'), { maxLength: 6 })
      .map((all) => all.join('')),
  )
  .map((text) => text.replace(/\p{Surrogate}/gu, '\ufffd')) // a lone half cannot be in a file

/** YAML reads no longer keys. */
const anyKey = anyLiteralText.map((text) => text.slice(0, 100).replace(/\p{Surrogate}/gu, '\ufffd'))

/** Data as a manifest can hold it. */
export const anyLiteral: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  literal: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    anyLiteralText,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0), // -0 is 0 in YAML
    fc.integer(),
    fc.boolean(),
    fc.array(tie('literal'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(anyKey, tie('literal')), { maxLength: 4, selector: ([key]) => key })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).literal
