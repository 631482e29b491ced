import type { StoreValues } from '../../components/store/store-values.ts'
import { isElsewhere, isHere } from '../../components/workload/elsewhere.ts'
import type { NamedComponent } from '../../platform/elsewhere.ts'
import type { ResolvedComponent } from '../../platform/resolve.ts'
import { and, eq, or } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Expr } from '../../template/node/templated.ts'

const components =
  scope<Readonly<Record<string, Pick<StoreValues, 'mode'> & { readonly enabled: boolean }>>>()

/** The component of a platform by its name. */
export function namedComponent({ component, context }: ResolvedComponent): NamedComponent {
  return { name: context.name, component }
}

/** Whether a component is switched on. */
export function enabled(component: string): Expr<boolean> {
  return components.value(`${component}.enabled`)
}

/** Whether a component has pods in the cluster. */
export function hasPods({ name, component }: NamedComponent): Expr<boolean> {
  const { elsewhere } = component.clientAccess ?? {}
  if (!elsewhere) return enabled(name)
  return and(enabled(name), elsewhere === true ? runsIn(name, 'embedded') : isHere(name))
}

/** Whether a component that may run elsewhere does. */
export function isOutside({ name, component }: NamedComponent): Expr<boolean> {
  const isThere =
    component.clientAccess?.elsewhere === true ? runsIn(name, 'external') : isElsewhere(name)
  return and(enabled(name), isThere)
}

/** Whether any of these holds; nothing where there is none. */
export function anyOf(conditions: readonly Expr<boolean>[]): Expr<boolean> | undefined {
  const [first, ...others] = conditions
  return first && others.length > 0 ? or(first, ...others) : first
}

const runsIn = (store: string, mode: StoreValues['mode']): Expr<boolean> =>
  eq(components.value(`${store}.mode`), mode)
