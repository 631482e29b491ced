import type { Block, Branch, Comment, Expression, Loop, Mapping } from './node.ts'

declare const type: unique symbol

/** Carries a type for the compiler only. */
interface Typed<out T> {
  readonly [type]?: T
}

/** An expression whose value is a `T`. */
export type Expr<T> = Expression & Typed<T>

/** Something of type `T` that is there under a condition, or once for each entry of a collection. */
export interface Conditional<out T> extends Branch, Typed<T> {}

/** Something of type `T` once for each entry of a map or a list. */
export interface Repeated<out T> extends Loop, Typed<T> {}

/** A map of type `T` put together from parts. */
export interface Composed<out T> extends Mapping, Typed<T> {}

/**
 * The shape of `T` in which each position may also be an expression of that position's type, or a
 * branch; lists may hold loops, and maps may be composed from parts.
 */
export type Templated<T> =
  | Expr<T>
  | Conditional<Templated<T>>
  | (T extends string
      ? T | Block
      : T extends number | boolean | null | undefined
        ? T
        : T extends readonly (infer Item)[]
          ? readonly TemplatedItem<Item>[]
          : T extends object
            ? TemplatedFields<T> | Composed<T>
            : never)

/** What may stand in a list of `Item`. */
export type TemplatedItem<Item> = Templated<Item> | Repeated<Templated<Item>> | Comment

/** An object literal of the shape of `T`. */
export type TemplatedFields<T> = { readonly [K in keyof T]: Templated<Exclude<T[K], undefined>> }

/** What may be a part of a composed map of type `T`. */
export type MappingPart<T> =
  | Partial<TemplatedFields<T>>
  | Expr<Partial<T>>
  | Conditional<MappingPart<T>>
  | Repeated<Templated<T[keyof T]>>
  | Comment
