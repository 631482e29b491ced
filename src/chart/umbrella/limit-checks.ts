import type { NamedQuantity, ResourceChecks } from '../../kubernetes/resource-checks.ts'
import { and, at, eq, hasKey, not, text } from '../../template/expression.ts'
import { type Scope, scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { Expr } from '../../template/templated.ts'
import type { ResourcesValues, SidecarValues } from '../../values/types/definitions.ts'
import type { UmbrellaValues } from '../../values/types/umbrella.ts'
import { isMap, type Values } from '../../values/value.ts'
import { enabled } from './checks.ts'

const { value, when: whenValue } = scope<UmbrellaValues>()

const stores = scope<Readonly<Record<string, { readonly mode: string }>>>()
/** What values add to the pods of any component. */
export const workloads: Scope<Readonly<Record<string, ExtraContainers>>> =
  scope<Readonly<Record<string, ExtraContainers>>>()

interface ExtraContainers {
  readonly initContainers: Readonly<Record<string, SidecarValues>>
  readonly sidecars: Readonly<Record<string, SidecarValues>>
}

/** A component, and the values that it has when nobody sets anything. */
export interface LimitedComponent {
  readonly name: string
  readonly defaults: Values
}

type Amount = 'cpu' | 'memory'

/**
 * What the LimitRange of the release would make impossible: its defaults below each other, or a
 * default limit below what a container asks for that states none.
 */
export function limitChecks(
  amounts: ResourceChecks,
  components: readonly LimitedComponent[],
): readonly unknown[] {
  const cpu = value('limitRange.default.cpu')
  return [
    whenValue('limitRange.enabled', [
      when(cpu, amounts.notAbove(amountOf('defaultRequest', 'cpu'), amountOf('default', 'cpu'))),
      amounts.notAbove(amountOf('defaultRequest', 'memory'), amountOf('default', 'memory')),
      ...components.map((one) =>
        when(runsPods(one), [
          when(
            cpu,
            resourcePaths(one.defaults).map((path) => ownCheck(one, path, amounts)),
          ),
          ...extraChecks(one, amounts),
        ]),
      ),
    ]),
  ]
}

/** Whether a component has pods: a store outside has none. */
export function runsPods({ name, defaults }: LimitedComponent): Expr<boolean> {
  if (!('mode' in defaults)) return enabled(name)
  return and(enabled(name), eq(stores.value(`${name}.mode`), 'embedded'))
}

function amountOf(side: 'default' | 'defaultRequest', what: Amount): NamedQuantity {
  return { path: `limitRange.${side}.${what}`, value: value(`limitRange.${side}.${what}`) }
}

/** Every `resources` of a component: `resources`, `migration.resources`, `waits.postgresql.resources`. */
export function resourcePaths(defaults: Values, before = ''): readonly string[] {
  return Object.entries(defaults).flatMap(([key, inner]) => {
    if (!isMap(inner) || key === 'global') return []
    return key === 'resources' ? [`${before}${key}`] : resourcePaths(inner, `${before}${key}.`)
  })
}

/** Of a component's own containers, which always state their memory. */
function ownCheck({ name }: LimitedComponent, path: string, amounts: ResourceChecks): unknown {
  const whole = `${name}.${path}`
  const resources = scope<Readonly<Record<string, ResourcesValues>>>().value(whole)
  return when(
    not(at(resources, 'limits.cpu')),
    amounts.notAbove(
      { path: `${whole}.requests.cpu`, value: at(resources, 'requests.cpu') },
      amountOf('default', 'cpu'),
      `set ${whole}.limits.cpu, or raise limitRange.default.cpu`,
    ),
  )
}

/** Of the containers that values add, which need state nothing. */
function extraChecks(
  { name, defaults }: LimitedComponent,
  amounts: ResourceChecks,
): readonly unknown[] {
  return (['initContainers', 'sidecars'] as const)
    .filter((list) => list in defaults)
    .map((list) =>
      workloads.each(`${name}.${list}`, (of, container) => {
        const path = text`${name}.${list}.${container}.resources`
        return when(and(at(of, 'resources'), at(of, 'resources.requests')), [
          extraCheck(of, path, 'cpu', amounts),
          extraCheck(of, path, 'memory', amounts),
        ])
      }),
    )
}

function extraCheck(
  of: Expr<SidecarValues>,
  path: Expr<string>,
  what: Amount,
  amounts: ResourceChecks,
): unknown {
  const limits = at(of, 'resources.limits')
  const isDefaulted = not(and(limits, hasKey(limits, what)))
  return when(
    and(
      hasKey(at(of, 'resources.requests'), what),
      isDefaulted,
      value(`limitRange.default.${what}`),
    ),
    amounts.notAbove(
      { path: text`${path}.requests.${what}`, value: at(of, `resources.requests.${what}`) },
      amountOf('default', what),
      text`set ${path}.limits.${what}, or raise limitRange.default.${what}`,
    ),
  )
}
