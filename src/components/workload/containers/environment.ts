import type { IEnvFromSource } from 'kubernetes-models/v1/EnvFromSource'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import { variable } from '../../../kubernetes/pod/environment.ts'
import type { Naming } from '../../../kubernetes/naming.ts'
import { caFile, hasTls } from '../../store/index.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import type { NamedVariable } from '../../../platform/connection-parts.ts'
import { caVariables, edgeEnvironment } from '../../../platform/connections.ts'
import { hasKey, not, text } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import { when } from '../../../template/node/structure.ts'
import type {
  Conditional,
  Expr,
  Templated,
  TemplatedItem,
} from '../../../template/node/templated.ts'
import type { ServiceValues } from '../values.ts'
import { constants } from '../constants.ts'
import { environmentSources } from '../environment.ts'
import type { PodSet } from '../release/pod-sets.ts'
import type { ContainerModel } from './model.ts'

const { value, each } = scope<ServiceValues>()

/** A variable that the model fixes; the CA of a store is there only while it is reached over TLS. */
interface Fixed {
  readonly name: string
  readonly item: TemplatedItem<IEnvVar>
}

/** The variables of one further container, over `main`, those of the component's own. */
export function containerEnvironment(
  one: ContainerModel,
  context: ComponentContext,
  main: readonly NamedVariable[],
): readonly TemplatedItem<IEnvVar>[] {
  const { name, inheritEnv } = one
  const own = fixedVariables(one, context)
  const inherited = [...asFixed(main), ...authorities(context)].filter(
    (variableOf) => !own.some((other) => other.name === variableOf.name),
  )
  const added = `containers.${name}.env` as const
  const passedOn: readonly TemplatedItem<IEnvVar>[] = [
    each('env', (of, key) => unless(hasKey(value(added), key), variable(of, key))),
  ]
  return [
    ...[...(inheritEnv ? inherited : []), ...own].map(({ item }) => item),
    ...(inheritEnv ? passedOn : []),
    each(added, variable),
  ]
}

const unless = (
  condition: Expr<boolean>,
  then: Templated<IEnvVar>,
): Conditional<Templated<IEnvVar>> => when(not(condition), then)

/** The ConfigMaps and Secrets that it takes variables from. */
export function containerSources(
  { inheritEnv }: ContainerModel,
  names: Naming,
  set?: PodSet,
): readonly TemplatedItem<IEnvFromSource>[] | undefined {
  return inheritEnv ? environmentSources(names, set) : undefined
}

/** The names of the variables that the values of one further container cannot set. */
export function containerVariables(
  one: ContainerModel,
  context: ComponentContext,
  main: readonly string[],
): readonly string[] {
  const own = ownVariables(one, context)
  return one.inheritEnv ? [...new Set([...main, ...own])] : own
}

/** The names of the variables that it has beside those that it inherits. */
export function ownVariables(one: ContainerModel, context: ComponentContext): readonly string[] {
  return fixedVariables(one, context).map(({ name }) => name)
}

function fixedVariables(one: ContainerModel, context: ComponentContext): readonly Fixed[] {
  return [
    ...asFixed(edgeEnvironment(context, one.name)),
    ...authorities(context, one.name),
    ...asFixed(constants(one.env)),
    ...asFixed(settings(one)),
  ]
}

function settings({ name, settings: all }: ContainerModel): readonly NamedVariable[] {
  return Object.keys(all).map((key) => ({
    name: settingVariable(key),
    value: text`${value(`containers.${name}.settings.${key}`)}`,
  }))
}

/** `poolSize` is `POOL_SIZE`. */
function settingVariable(key: string): string {
  return key.replaceAll(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()
}

const asFixed = (all: readonly NamedVariable[]): readonly Fixed[] =>
  all.map((item) => ({ name: item.name, item }))

function authorities(context: ComponentContext, container?: string): readonly Fixed[] {
  return caVariables(context, container).map(({ name, store }) => ({
    name,
    item: when<Templated<IEnvVar>>(hasTls(store), { name, value: caFile(store) }),
  }))
}
