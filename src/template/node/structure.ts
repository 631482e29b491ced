import type { Branch, Comment, Expression, Mapping } from './node.ts'
import type { Composed, Conditional, Expr, MappingPart, Repeated } from './templated.ts'

export { block, type BlockHole, joinBlocks, literalBlock, paragraph } from './block.ts'
export {
  checksHelper,
  include,
  listHelper,
  mapHelper,
  parametricHelper,
  parametricMapHelper,
  shared,
  textHelper,
} from './helper.ts'

/** Present only while the condition holds. */
export function when<T>(
  condition: Expr<unknown>,
  then: NoInfer<T>, // the place decides the type, so that an unknown field inside is an error
  otherwise?: NoInfer<T>,
): Conditional<T> {
  return branch(condition, then, otherwise)
}

function branch(condition: Expression, then: unknown, otherwise?: unknown): Branch {
  const rest = otherwise === undefined ? {} : { otherwise }
  return Object.freeze({ '~kind': 'branch', condition, then, ...rest })
}

/** The value itself, left out while it is empty. */
export function optional<T>(value: Expr<T>): Conditional<Expr<T>> {
  return branch(value, value)
}

/** The entries of a map, or the items of a list. */
export type ItemOf<C> = C extends readonly (infer Item)[] ? Item : C[keyof C]

/** One item of a list for each entry of a map or list. */
export function each<C, T>(
  over: Expr<C>,
  body: (item: Expr<ItemOf<C>>, key: Expr<string>) => NoInfer<T>,
): Repeated<T> {
  const id = Symbol('loop')
  const part = body(variable(id, 'item'), variable(id, 'key'))
  return Object.freeze({ '~kind': 'loop', id, over, body: part })
}

/** One entry of a map for each entry of a map. */
export function entries<C, T>(
  over: Expr<C>,
  body: (item: Expr<ItemOf<C>>, key: Expr<string>) => readonly [Expr<string>, NoInfer<T>],
): Repeated<T> {
  const id = Symbol('loop')
  const [key, value] = body(variable(id, 'item'), variable(id, 'key'))
  return Object.freeze({ '~kind': 'loop', id, over, key, body: value })
}

function variable<T>(loop: symbol, role: 'key' | 'item'): Expr<T> {
  return Object.freeze({ '~kind': 'variable', loop, role, path: Object.freeze([]) })
}

/** A map put together from object literals, branches, loops, free-form maps and comments. */
export function mapping<T>(...parts: readonly NoInfer<MappingPart<T>>[]): Composed<T> {
  const node: Mapping = { '~kind': 'mapping', parts: Object.freeze(parts) }
  return Object.freeze(node)
}

/** A `# …` line before the next entry; its text is never read as a template. */
export function comment(text: string): Comment {
  return Object.freeze({ '~kind': 'comment', text })
}
