import * as fc from 'fast-check'
import { sha256, templateFile, text } from '../../src/template/node/expression.ts'
import type { Helper } from '../../src/template/node/node.ts'
import { printDocuments, printHelper } from '../../src/template/print/print.ts'
import {
  comment,
  each,
  entries,
  include,
  joinBlocks,
  literalBlock,
  mapHelper,
  mapping,
  optional,
  when,
} from '../../src/template/node/structure.ts'
import type { Expr } from '../../src/template/node/templated.ts'
import { anyBlock, anyCollection } from './any-block.ts'
import { anyCondition, anyInteger, anyTextOf, anyWord } from './any-expression.ts'
import { anyLiteral, anyLiteralText } from './any-literal.ts'
import { schema } from './any-values.ts'
import { innerNames, type Make, type Names, reading, rootNames } from './names.ts'

type Parts = {
  readonly value: Make<unknown>
  /** A value, or nothing. */
  readonly field: Make<unknown>
  readonly item: Make<unknown>
  readonly map: Make<unknown>
  readonly part: Make<unknown>
}

const key = anyLiteralText.map((one) => one.slice(0, 40).replace(/\p{Surrogate}/gu, '\ufffd'))
const nothing = { nil: undefined }
const maps = fc.oneof(reading('texts'), reading('volumes'), reading('free'))
const lists = fc.oneof(reading('words'), reading('ports'))
const anything = fc.oneof(
  maps,
  lists,
  reading('any'),
  reading('text'),
  reading('integer'),
  reading('boolean'),
  reading('number'),
  reading('note'),
)

const all = (makes: readonly Make<unknown>[], names: Names): unknown[] =>
  makes.map((make) => make(names))

const conditional = (then: fc.Arbitrary<Make<unknown>>): fc.Arbitrary<Make<unknown>> =>
  fc.tuple(anyCondition, then, fc.option(then, nothing)).map(
    ([test, yes, no]) =>
      (names) =>
        when<unknown>(test(names), yes(names), no?.(names)),
  )

const repeated = (body: fc.Arbitrary<Make<unknown>>): fc.Arbitrary<Make<unknown>> =>
  fc.tuple(anyCollection, body).map(
    ([[kind, over], make]) =>
      (names) =>
        each<unknown, unknown>(over(names), (item, name) =>
          make(innerNames(names, kind, item, name)),
        ),
  )

const optionals = anything.map((make) => (names: Names) => optional(make(names)))
const comments = anyLiteralText.map((one) => () => comment(one))

/** With a last line, because `yaml` takes a block of nothing but blanks for an empty one. */
const blocks = anyBlock.map(
  (make) => (names: Names) => joinBlocks(make(names), literalBlock('end')),
)

const parts: { readonly [K in keyof Parts]: fc.Arbitrary<Parts[K]> } = fc.letrec<Parts>((tie) => {
  const scalars = fc.oneof(
    anyLiteral.map((one) => () => one),
    anyTextOf,
    anyWord,
    anyInteger,
    reading('boolean'),
    reading('number'),
    reading('any'),
    reading('name').map((make) => (names: Names) => sha256(make(names))),
    fc.constant(() => sha256(templateFile('other.yaml'))),
  )
  const object = fc
    .uniqueArray(fc.tuple(key, tie('field')), { maxLength: 4, selector: ([name]) => name })
    .map(
      (fields) => (names: Names) =>
        Object.fromEntries(fields.map(([name, make]) => [name, make(names)])),
    )
  const mapped = fc
    .array(tie('part'), { maxLength: 4 })
    .map((makes) => (names: Names) => mapping<unknown>(...(all(makes, names) as never[])))
  const named = fc.tuple(tie('map'), anyLiteralText).map(
    ([body, about]) =>
      ({ define }: Names) =>
        include(
          define((name) => mapHelper<unknown>(name, about, body(rootNames(define)) as never)),
        ),
  )
  const looped = fc.tuple(anyCollection, tie('field'), fc.boolean()).map(
    ([[kind, over], make, isPlain]) =>
      (names: Names) =>
        entries<unknown, unknown>(over(names), (item, name) => [
          isPlain ? name : (text`x-${name}` as Expr<string>),
          make(innerNames(names, kind, item, name)),
        ]),
  )
  const depth = { maxDepth: 4, withCrossShrink: true } as const
  const list = fc
    .array(tie('item'), { maxLength: 4 })
    .map((makes) => (names: Names) => all(makes, names))
  return {
    value: fc.oneof(depth, scalars, maps, lists, blocks, tie('map'), list, named),
    field: fc.oneof(
      depth,
      scalars,
      tie('value'),
      optionals,
      conditional(tie('field')),
      fc.constant(() => undefined),
    ),
    item: fc.oneof(
      depth,
      scalars,
      tie('value'),
      optionals,
      comments,
      conditional(tie('item')),
      repeated(tie('item')),
    ),
    map: fc.oneof(depth, object, mapped),
    part: fc.oneof(
      depth,
      object,
      maps,
      comments,
      conditional(tie('part')),
      looped,
      tie('map'),
      named,
    ),
  }
})

/** A template file with the helpers that it includes. */
export interface TemplateCase {
  readonly documents: readonly unknown[]
  readonly helpers: readonly Helper[]
}

const kind = { kind: 'Case' }
const last = { last: 'line' } // because Helm 3 takes the blanks off the end of a document

const document = parts.field.map((make) => (names: Names) => ({
  ...kind,
  field: make(names),
  ...last,
}))
const composed = parts.part.map(
  (make) => (names: Names) => mapping<object>(kind, make(names) as object, last),
)
const anyDocument = fc.oneof(
  { weight: 4, arbitrary: document },
  { weight: 1, arbitrary: composed },
  { weight: 1, arbitrary: conditional(document) },
  { weight: 1, arbitrary: repeated(document) },
)

/** A file of random documents. */
export const anyTemplate: fc.Arbitrary<TemplateCase> = fc
  .array(anyDocument, { minLength: 1, maxLength: 2 })
  .map((makes) => {
    const helpers: Helper[] = []
    const define: Names['define'] = (make) => {
      const helper = make(`property.h${nextId++}`)
      helpers.push(helper)
      return helper
    }
    const documents = makes.map((make) => make(rootNames(define)))
    const one: TemplateCase = { documents, helpers }
    return Object.defineProperty(one, fc.toStringMethod, { value: () => `\n${printed(one)}` })
  })

let nextId = 0 // makes the names of helpers unique in a chart

/** The text of the file, below that of its helpers. */
export function printed({ documents, helpers }: TemplateCase): string {
  return [
    ...helpers.map((helper) => printHelper(helper, schema)),
    printDocuments(documents, schema),
  ].join('\n')
}
