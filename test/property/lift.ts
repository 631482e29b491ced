import * as fc from 'fast-check'
import { text } from '../../src/template/node/expression.ts'
import type { Expr } from '../../src/template/node/templated.ts'
import type { Make } from './names.ts'

/** Lifts a function on expressions to what makes them. */
export function lift<A extends readonly unknown[], T>(
  parts: { readonly [I in keyof A]: fc.Arbitrary<Make<A[I]>> },
  build: (...args: A) => T,
): fc.Arbitrary<Make<T>> {
  return fc
    .tuple(...(parts as unknown as fc.Arbitrary<Make<unknown>>[]))
    .map((makes) => (names) => build(...(makes.map((make) => make(names)) as unknown as A))) // one for each part
}

/** The same literal wherever it stands. */
export const literal = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Make<T>> =>
  value.map((one) => () => one)

type Hole = Expr<string> | Expr<number> | string

/** Text put together from parts. */
export const textOf = (parts: readonly Hole[]): Expr<string> =>
  text(templateStrings(parts.map(() => '').concat('')), ...(parts as readonly Expr<string>[])) // literals are operands, too

/** Strings as a tag gets them. */
export const templateStrings = (strings: readonly string[]): TemplateStringsArray =>
  Object.assign([...strings], { raw: strings })
