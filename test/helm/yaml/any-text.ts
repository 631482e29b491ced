import * as fc from 'fast-check'

const words = String.raw`
  ~ y No on null True .inf .nan inf = << - ? : . 0 -1 0755 0o17 0x1F 0b1 1_000 1e3 e3 1.0 .5 1. 12:30
  2001-12-14 a: #a --- ... %a @a | >- !a &a *a [a] {a} a,b "a" 'a' it's a\b --a 1-a 10Gi 25% $(A) /a
  é 😀
`
const phrases = ['', ' ', '- a', '? a', 'a: b', ': a', 'a #b', '`a`', '{{ a }}', 'a'.repeat(1100)]
const lines = [
  '\n',
  'a\n',
  '\na',
  'a\nb',
  'a\n\n',
  ' a\nb',
  '\ta\nb',
  'a\n\tb',
  'a\n b\n',
  'a\n \nb',
]
const characters = '\0 \u0007 \r \u007f \u0085 \u00a0 \u2028 \ufeff \ufffe \ud83d \ude00'

/** Texts that some reader of YAML takes for something else, or stumbles over. */
const awkward = [...words.trim().split(/\s+/), ...phrases, ...lines, ...characters.split(' ')]

/** Any string, awkward ones often. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...awkward),
  fc.array(fc.constantFrom(...awkward), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom(...'ab01 \n\t\r:#-?|>\'"[]{},&*!%@`\\.eE_~/=') }),
  fc.string({ unit: 'binary' }),
)

/** A lone half of a surrogate pair cannot be in a UTF-8 file. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

/** Any data that JSON can hold, with awkward texts and keys. */
export const anyData: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  data: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    anyText,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(anyText, tie('data'), { maxKeys: 4 }),
  ),
})).data
