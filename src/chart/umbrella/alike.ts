import { at, type Operand, raw } from '../../template/node/expression.ts'
import type { Component } from '../../platform/component.ts'
import { goLiteral } from '../../template/print/go-literal.ts'
import { scope } from '../../template/node/scope.ts'
import { each } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import { isMap, type Values } from '../../values/value.ts'
import { valueAt } from '../../values/value-at.ts'
import { hasPods } from './presence.ts'

/** A component, and the values that it has when nobody sets anything. */
export interface LimitedComponent {
  readonly name: string
  readonly defaults: Values
  readonly component: Component
}

/** A component in a template: one by its name, or each of several in turn. */
export interface Member {
  readonly name: Operand<string>
  /** A value of it. */
  readonly value: <T>(path: string) => Expr<T>
  /** Whether it has pods: it is on, and no store outside. */
  readonly runsPods: Expr<boolean>
  /** Every `resources` of it: `resources`, `migration.resources`, `waits.postgresql.resources`. */
  readonly resources: readonly string[]
  /** The maps of containers that values add. */
  readonly extra: readonly ExtraList[]
}

type ExtraList = 'initContainers' | 'sidecars'

/** What is there for each component that has any of these: written once for all that have the same. */
export function eachAlike(
  components: readonly LimitedComponent[],
  by: 'resources' | 'extra',
  body: (member: Member) => readonly unknown[],
): readonly unknown[] {
  return grouped(components, by).flatMap(([first, ...others]) => {
    if (others.length === 0) return body(byName(first))
    const all = [first, ...others].map(({ name }) => name)
    return [
      each(dictionary(all), (item, name) =>
        body(member(first, name, (path) => at(item as Expr<Values>, path as never))),
      ),
    ]
  })
}

type Group = readonly [LimitedComponent, ...LimitedComponent[]]

function grouped(
  components: readonly LimitedComponent[],
  by: 'resources' | 'extra',
): readonly Group[] {
  const groups = new Map<string, [LimitedComponent, ...LimitedComponent[]]>()
  for (const one of components) {
    const having = byName(one)[by]
    if (having.length === 0) continue
    const key = JSON.stringify(one.component.clientAccess?.elsewhere ? one.name : having) // which are few
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()]
}

function byName(one: LimitedComponent): Member {
  const { value } = scope<Readonly<Record<string, never>>>()
  return member(one, one.name, (path) => value(`${one.name}.${path}`))
}

function member(
  one: LimitedComponent,
  name: Operand<string>,
  value: (path: string) => Expr<unknown>,
): Member {
  const { component, defaults } = one
  const of = value as Member['value'] // paths of values, whose types the schemas of the kinds tell
  return {
    name,
    value: of,
    runsPods: component.clientAccess?.elsewhere ? hasPods(one) : of<boolean>('enabled'),
    resources: resourcePaths(defaults),
    extra: (['initContainers', 'sidecars'] as const).filter(
      (list) => valueAt(defaults, [list]) !== undefined,
    ),
  }
}

function resourcePaths(defaults: Values, before = ''): readonly string[] {
  return Object.entries(defaults).flatMap(([key, inner]) => {
    if (!isMap(inner) || key === 'global') return []
    const isContainers = key === 'resources' && isMap(inner['limits']) // and no alerts about resources
    return isContainers ? [`${before}${key}`] : resourcePaths(inner, `${before}${key}.`)
  })
}

/** The values of some components by their names. */
function dictionary(names: readonly string[]): Expr<Readonly<Record<string, unknown>>> {
  const { value } = scope<Readonly<Record<string, unknown>>>()
  const keys = names.map((name, index) => `${index === 0 ? 'dict' : ''} ${goLiteral(name)} `)
  const strings = Object.assign([...keys, ''], { raw: [...keys, ''] })
  const compute = (...all: readonly unknown[]): Readonly<Record<string, unknown>> =>
    Object.fromEntries(names.map((name, index) => [name, all[index]]))
  const map = raw('map', compute)(strings, ...names.map((name) => value(name)))
  return Object.freeze({ ...map, ofHoles: true })
}
