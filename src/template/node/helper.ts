import { type Argument, type Expression, type Helper, type Include, isExpression } from './node.ts'
import type { Expr, Templated, TemplatedItem } from './templated.ts'
import type { TypeSchema } from './value-type.ts'

/** Name of a template that stands once, in a partial of the umbrella, for the charts of all components. */
export interface SharedName {
  readonly partial: string
  readonly name: string
}

/** `shared('images', 'image')` stands in `_images.tpl` of the umbrella shop, as `shop.image`. */
export function shared(partial: string, name: string): SharedName {
  return { partial, name }
}

/** Name of a template, with the prefix of its chart unless charts share it. */
export type HelperName = string | SharedName

const named = (name: HelperName): Pick<Helper, 'name' | 'partial'> =>
  typeof name === 'string' ? { name } : name

/** A named template whose text is one expression. */
export function textHelper(name: HelperName, about: string, body: Expr<string>): Helper {
  return helper({ ...named(name), comment: about, shape: 'text', parameters: [], body })
}

/** A named template that gives the entries of a map. */
export function mapHelper<T>(
  name: HelperName,
  about: string,
  body: Templated<T>,
): Helper & { readonly '~map'?: T } {
  return helper({ ...named(name), comment: about, shape: 'map', parameters: [], body })
}

/** A named template that gives the items of a list. */
export function listHelper<Item>(
  name: HelperName,
  about: string,
  body: readonly TemplatedItem<Item>[],
): Helper & { readonly '~map'?: Item[] } {
  return helper({ ...named(name), comment: about, shape: 'list', parameters: [], body })
}

/** A named template of checks, which stands where a document would: it renders nothing, and may `fail`. */
export function checksHelper<A extends object>(
  name: HelperName,
  about: string,
  parameters: HelperParameters<A>,
  body: (args: HelperArguments<A>) => readonly unknown[],
): Helper & { readonly '~args'?: A } {
  return withArguments<A>({ ...named(name), comment: about, shape: 'checks' }, parameters, body)
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
type HelperParameters<A> =
  | (IsText<A> extends true ? readonly (keyof A & string)[] : never)
  | { readonly [Name in keyof A & string]: TypeSchema | 'included' }

/** Expressions for the arguments of a helper. */
type HelperArguments<A> = { readonly [Name in keyof A]: Expr<A[Name]> }

/** A named template that takes arguments: `include "orders.image" (dict "image" .Values.image …)`. */
export function parametricHelper<A extends object>(
  name: HelperName,
  about: string,
  parameters: HelperParameters<A>,
  body: (args: HelperArguments<A>) => Expr<string>,
): Helper & { readonly '~args'?: A } {
  return withArguments<A>({ ...named(name), comment: about, shape: 'text' }, parameters, body)
}

/** A named template that takes arguments and gives the entries of a map, which is never empty. */
export function parametricMapHelper<A extends object, T>(
  name: HelperName,
  about: string,
  parameters: HelperParameters<A>,
  body: (args: HelperArguments<A>) => Templated<T>,
): Helper & { readonly '~args'?: A; readonly '~map'?: T } {
  return withArguments<A>({ ...named(name), comment: about, shape: 'map' }, parameters, body)
}

function withArguments<A extends object>(
  parts: Pick<Helper, 'name' | 'partial' | 'comment' | 'shape'>,
  parameters: HelperParameters<A>,
  body: (args: HelperArguments<A>) => unknown,
): Helper {
  const nodes = argumentNodes(parameters)
  const args: Readonly<Record<string, Argument>> = Object.fromEntries(
    nodes.map((node) => [node.name, node]),
  )
  return helper({
    ...parts,
    parameters: Object.freeze(nodes.map((node) => node.name)),
    body: body(args as HelperArguments<A>), // there is one for each parameter
  })
}

function argumentNodes(
  parameters: readonly string[] | Readonly<Record<string, TypeSchema | 'included'>>,
): readonly Argument[] {
  if (isList(parameters)) return parameters.map((name) => argumentNode(name))
  return Object.entries(parameters).map(([name, schema]) => argumentNode(name, schema))
}

const isList = (parameters: unknown): parameters is readonly string[] => Array.isArray(parameters)

/** What a named template gives as a map: its names and their texts. */
const textMap: TypeSchema = { type: 'object', additionalProperties: { type: 'string' } }

function argumentNode(name: string, schema?: TypeSchema | 'included'): Argument {
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name) || name === 'root') {
    throw new TypeError(`${name} cannot be the name of a helper's argument`)
  }
  const node: Argument = { '~kind': 'argument', name, path: Object.freeze([]) }
  if (schema === 'included') return Object.freeze({ ...node, schema: textMap, included: true })
  return Object.freeze(schema ? { ...node, schema } : node)
}

function helper(parts: Omit<Helper, '~kind'>): Helper {
  if (parts.shape === 'text' && !isExpression(parts.body)) {
    throw new TypeError(`the body of the helper ${parts.name} must be an expression`)
  }
  return Object.freeze({ '~kind': 'helper', ...parts })
}

/** What a named template gives. */
export function include<A extends object>(
  of: Helper & { readonly '~args'?: A; readonly '~map'?: never },
  args: HelperArguments<A>,
): Expr<string>
export function include<A extends object, T>(
  of: Helper & { readonly '~args'?: A; readonly '~map'?: T },
  args: HelperArguments<A>,
): Expr<T>
export function include<T = string>(of: Helper): Expr<T>
export function include(of: Helper, args: Readonly<Record<string, Expression>> = {}): Include {
  const names = Object.keys(args)
  if (names.toSorted().join() !== of.parameters.toSorted().join()) {
    throw new TypeError(`${of.name} takes the arguments ${of.parameters.join(', ') || '(none)'}`)
  }
  return Object.freeze({ '~kind': 'include', helper: of, args: Object.freeze({ ...args }) })
}
