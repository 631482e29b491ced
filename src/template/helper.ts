import { type Argument, type Helper, type Include, isExpression } from './node.ts'
import type { Expr, Templated } from './templated.ts'
import type { TypeSchema } from './value-type.ts'

/** A named template whose text is one expression. */
export function textHelper(name: string, about: string, body: Expr<string>): Helper {
  return helper({ name, comment: about, shape: 'text', parameters: [], body })
}

/** A named template that gives the entries of a map. */
export function mapHelper<T>(
  name: string,
  about: string,
  body: Templated<T>,
): Helper & { readonly '~map'?: T } {
  return helper({ name, comment: about, shape: 'map', parameters: [], body })
}

/** Whether everything in a type is text. */
type IsText<T> = T extends string
  ? true
  : T extends object
    ? false extends { readonly [K in keyof T]-?: IsText<NonNullable<T[K]>> }[keyof T]
      ? false
      : true
    : false

/** The names of a helper's arguments, with their schemas unless everything in them is text. */
export type Parameters<A> =
  | (IsText<A> extends true ? readonly (keyof A & string)[] : never)
  | { readonly [Name in keyof A & string]: TypeSchema }

/** A named template that takes arguments: `include "orders.image" (dict "image" .Values.image …)`. */
export function parametricHelper<A extends object>(
  name: string,
  about: string,
  parameters: Parameters<A>,
  body: (args: { readonly [K in keyof A]: Expr<A[K]> }) => Expr<string>,
): Helper & { readonly '~args'?: A } {
  const nodes = Array.isArray(parameters)
    ? parameters.map((key: string) => argument(key))
    : Object.entries(parameters as Readonly<Record<string, TypeSchema>>).map((one) =>
        argument(...one),
      ) // a list was the other case
  const args = Object.fromEntries(nodes.map((node) => [node.name, node]))
  return helper({
    name,
    comment: about,
    shape: 'text',
    parameters: Object.freeze(Object.keys(args)),
    body: body(args as { readonly [K in keyof A]: Expr<A[K]> }), // one for each parameter
  })
}

function argument(name: string, schema?: TypeSchema): Argument {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name) || name === 'root') {
    throw new TypeError(`${name} cannot be the name of a helper's argument`)
  }
  return Object.freeze({
    '~kind': 'argument',
    name,
    path: Object.freeze([]),
    ...(schema && { schema }),
  })
}

function helper(parts: Omit<Helper, '~kind'>): Helper {
  if (parts.shape === 'text' && !isExpression(parts.body)) {
    throw new TypeError(`the body of the helper ${parts.name} must be an expression`)
  }
  return Object.freeze({ '~kind': 'helper', ...parts })
}

/** What a named template gives. */
export function include<T = string>(
  of: Helper,
  args: Readonly<Record<string, Expr<unknown>>> = {},
): Expr<T> {
  const missing = of.parameters.filter((name) => args[name] === undefined)
  if (missing.length > 0)
    throw new TypeError(`${of.name} needs the arguments ${missing.join(', ')}`)
  const unknown = Object.keys(args).filter((name) => !of.parameters.includes(name))
  if (unknown.length > 0) throw new TypeError(`${of.name} takes no argument ${unknown.join(', ')}`)
  const node: Include = { '~kind': 'include', helper: of, args: Object.freeze({ ...args }) }
  return Object.freeze(node)
}
