import * as fc from 'fast-check'
import {
  add,
  and,
  base64,
  choose,
  defaultTo,
  eq,
  gt,
  hasKey,
  join,
  json,
  length,
  lt,
  mul,
  ne,
  not,
  or,
  quote,
  raw,
  replace,
  sub,
  text,
  truncate,
  urlEncode,
} from '../../src/template/node/expression.ts'
import { include, parametricHelper, textHelper } from '../../src/template/node/structure.ts'
import type { Expr } from '../../src/template/node/templated.ts'
import { unsafeCharacter } from '../../src/helm/yaml/characters.ts'
import { anyLiteralText } from './any-literal.ts'
import { lift, literal, textOf } from './lift.ts'
import { type Make, type Names, reading, rootNames } from './names.ts'

/** Literal text that stands in lines. */
export const anyLine: fc.Arbitrary<string> = anyLiteralText.map((literal) =>
  literal.replace(unsafeCharacter, '~').replace(/\n|<no value>/g, '/'),
)

type Made<T> = fc.Arbitrary<Make<Expr<T>>>

const count = literal(
  fc.oneof(fc.constantFrom(0, 1, 10_000_000), fc.integer({ min: -1e6, max: 1e6 })),
)
const anyMap = fc.oneof(reading('texts'), reading('volumes'), reading('free'))
const anyList = fc.oneof(reading('words'), reading('ports'))

type Expressions = {
  readonly word: Make<Expr<string>>
  readonly text: Make<Expr<string>>
  readonly integer: Make<Expr<number>>
  readonly boolean: Make<Expr<boolean>>
  readonly condition: Make<Expr<unknown>>
}

const made: { readonly [K in keyof Expressions]: fc.Arbitrary<Expressions[K]> } =
  fc.letrec<Expressions>((tie) => {
    const word = tie('word')
    const condition = tie('condition')
    const integer = tie('integer')
    const some = { maxDepth: 3, withCrossShrink: true } as const
    const hole = fc.oneof(
      some,
      reading('word'),
      literal(anyLine),
      reading('integer'),
      reading('boolean'),
      reading('number'),
      word,
      integer,
    )
    const plain: Made<string> = fc.oneof(
      some,
      reading('word'),
      reading('note').map((make) => (names: Names) => defaultTo<string>(make(names), 'none')),
      lift([fc.oneof(reading('number'), reading('any'), reading('text'), anyMap)], json),
      lift([reading('text')], base64),
      lift([reading('text')], urlEncode),
      lift([reading('text')], quote),
      lift([literal(fc.nat({ max: 20 })), reading('name')], truncate),
      lift(
        [literal(anyLiteralText.filter((one) => one !== '')), literal(anyLine), word],
        (from, to, value) => replace(from, to, value),
      ),
      lift([literal(anyLine), reading('words')], (separator, list) => join(separator, list)),
      lift([condition, word, word], (test, yes, no) => choose(test, yes, no)),
      lift([condition, word, literal(anyLine)], (test, yes, no) => choose<string>(test, yes, no)),
      lift([word, literal(anyLine)], (value, fallback) => defaultTo<string>(value, fallback)),
      lift(
        [word, reading('word')],
        (a, b) => raw('string', (x: string, y: string) => `<${x}>${y}`)`print "<" ${a} ">" ${b}`,
      ),
      fc
        .array(hole, { maxLength: 4 })
        .map((parts) => (names: Names) => textOf(parts.map((make) => make(names) as Expr<string>))),
      word.chain((body) =>
        anyLiteralText.map(
          (about) =>
            ({ define }: Names) =>
              include(define((name) => textHelper(name, about, body(rootNames(define))))),
        ),
      ),
      parametric(word, integer),
    )
    return {
      word: plain,
      text: fc.oneof(some, reading('text'), reading('prose'), plain),
      integer: fc.oneof(
        some,
        reading('integer'),
        lift([integer, count], (a, b) => add(a, b)),
        lift([reading('integer'), integer], sub),
        lift([reading('integer'), count], (a, b) => mul(a, b)),
        lift([fc.oneof(anyMap, anyList, reading('text'))], length),
        lift([condition, integer, integer], (test, yes, no) => choose(test, yes, no)),
        lift([integer, count], (value, fallback) => defaultTo<number>(value, fallback)),
      ),
      boolean: fc.oneof(
        some,
        reading('boolean'),
        lift([fc.oneof(word, reading('text')), literal(anyLiteralText)], (a, b) =>
          eq<string>(a, b),
        ),
        lift([integer, count], (a, b) => ne<number>(a, b)),
        lift([integer, integer], eq),
        lift([fc.oneof(integer, reading('number')), count], (a, b) => gt(a, b)),
        lift([integer, reading('number')], lt),
        lift([reading('boolean'), literal(fc.boolean())], (a, b) => eq<boolean>(a, b)),
        lift([reading('any'), count], (a, b) => eq<number>(a, b)),
        lift([condition, condition], and),
        lift([condition, condition, condition], or),
        lift([condition], not),
        lift([anyMap, word], hasKey),
      ),
      condition: fc.oneof(
        some,
        reading('boolean'),
        reading('word'),
        reading('note'),
        reading('integer'),
        reading('number'),
        reading('any'),
        anyMap,
        anyList,
        tie('boolean'),
      ),
    }
  })

type Arguments = {
  readonly text: string
  readonly count: number
  readonly volumes: Readonly<Record<string, unknown>>
}

function parametric(word: Made<string>, integer: Made<number>): Made<string> {
  const parts = fc.tuple(word, integer, reading('volumes'), anyLine, anyLiteralText, fc.boolean())
  return parts.map(([first, second, third, literalText, about, readsRoot]) => (names) => {
    const root = readsRoot ? [rootNames(names.define).of.word[0] as Expr<never>] : []
    const helper = names.define((name) =>
      parametricHelper<Arguments>(name, about, parameters, ({ text: one, count: two, volumes }) =>
        textOf([
          literalText,
          one,
          two,
          length(volumes),
          ...root,
          choose(one, text`${two}`, 'none'),
        ]),
      ),
    )
    return include(helper, { text: first(names), count: second(names), volumes: third(names) })
  })
}

const parameters = {
  text: { type: 'string' },
  count: { type: 'integer' },
  volumes: { type: 'object' },
} as const

/** Text on one line, without characters that a block cannot carry. */
export const anyWord: Made<string> = made.word
/** Any text. */
export const anyTextOf: Made<string> = made.text
/** An integer. */
export const anyInteger: Made<number> = made.integer
/** A boolean. */
/** What an `if` may ask. */
export const anyCondition: Made<unknown> = made.condition
