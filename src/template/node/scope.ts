import { not } from './expression.ts'
import type { Path, PathValue } from './path.ts'
import { each, entries, type ItemOf, optional, when } from './structure.ts'
import type { Conditional, Expr, Repeated } from './templated.ts'

/** The words of the core, bound to the values `V` of one chart: paths are checked by the compiler. */
export interface Scope<V> {
  /** `.Values.<path>`. */
  value<P extends Path<V>>(path: P): Expr<PathValue<V, P>>
  /** Present only while the value is true, not zero, not empty. */
  when<T>(path: Path<V>, then: NoInfer<T>, otherwise?: NoInfer<T>): Conditional<T>
  /** Present only while the value is false, zero or empty. */
  unless<T>(path: Path<V>, then: NoInfer<T>): Conditional<T>
  /** The value itself, left out while it is empty. */
  optional<P extends Path<V>>(path: P): Conditional<Expr<PathValue<V, P>>>
  /** One item of a list for each entry of the map or list at the path. */
  each<P extends Path<V>, T>(
    path: P,
    body: (item: Expr<ItemOf<PathValue<V, P>>>, key: Expr<string>) => NoInfer<T>,
  ): Repeated<T>
  /** One entry of a map for each entry of the map at the path. */
  entries<P extends Path<V>, T>(
    path: P,
    body: (
      item: Expr<ItemOf<PathValue<V, P>>>,
      key: Expr<string>,
    ) => readonly [Expr<string>, NoInfer<T>],
  ): Repeated<T>
}

/** The words of the core for a chart with values of type `V`. */
export function scope<V>(): Scope<V> {
  const value: Scope<V>['value'] = reference
  return {
    value,
    when: (path, then, otherwise) => when(reference(path), then, otherwise),
    unless: (path, then) => when(not(reference(path)), then),
    optional: (path) => optional(reference(path)),
    each: (path, body) => each(value(path), body),
    entries: (path, body) => entries(value(path), body),
  }
}

function reference<T>(path: string): Expr<T> {
  return Object.freeze({ '~kind': 'value', path: Object.freeze(path.split('.')) })
}
