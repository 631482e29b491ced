import type { Problem } from '../errors/chart-error.ts'
import { didYouMean } from '../errors/suggestion.ts'
import { type Reference, references } from '../template/view/references.ts'
import { leavesOf } from '../schema/leaves.ts'
import type { Schema } from '../schema/schema.ts'
import { unknownPaths, unreadKeys } from './closure.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'
import type { ResolvedComponent } from '../platform/resolve.ts'
import type { Outline } from './outline.ts'
import type { PlatformPlan } from './plan-platform.ts'

/** The charts of a platform whose values and templates do not fit each other. */
export function closureProblems({ charts, umbrella, types }: PlatformPlan): readonly Problem[] {
  const read = references(umbrella.templates)
  const ofComponent = byComponent(read)
  const components = charts.flatMap(({ name, outline, resolved }) => {
    if (isClosed(outline)) return []
    const problems = openEnds(name, outline, ofComponent.get(name))
    return problems.length > 0 && lacksClients(resolved) ? [nobodyUses(name)] : problems
  })
  const own = [...unreadValues('', umbrella.schema, read), ...unknownValues('', types, read)]
  return [...components, ...own]
}

/** Whether nothing uses a component that has a connection for those who do. */
const lacksClients = ({ component, context }: ResolvedComponent): boolean =>
  component.connection !== undefined && context.clients.length === 0

/** In place of each value that only clients need, such as where the store is outside of the cluster. */
const nobodyUses = (name: string): Problem => ({
  code: 'no-clients',
  path: formatPath(['components', name]),
  message: `nobody uses ${name}, so that much of its values would have no effect`,
  hint: `give a component an edge to ${name} in its uses, or take ${name} out until one needs it`,
})

/** What the umbrella's templates read of each component's values. */
function byComponent(read: readonly Reference[]): ReadonlyMap<string, readonly Reference[]> {
  const found = new Map<string, Reference[]>()
  for (const { path, deep } of read) {
    const [, component = '', rest] = /^([^.]+)\.(.+)$/.exec(path) ?? []
    if (rest === undefined) continue
    const known = found.get(component)
    if (known) known.push({ path: rest, deep })
    else found.set(component, [{ path: rest, deep }])
  }
  return found
}

const closed = new WeakMap<Outline, boolean>()

/** Whether the templates of a chart read all of its values, without the umbrella's. */
function isClosed(outline: Outline): boolean {
  const known = closed.get(outline) ?? openEnds(outline.name, outline).length === 0
  closed.set(outline, known)
  return known
}

function openEnds(
  name: string,
  { schema, references: own }: Outline,
  above: readonly Reference[] = [],
): readonly Problem[] {
  return [
    ...unreadValues(name, withoutSwitch(schema), [...own, ...above]),
    ...unknownValues(name, schema, own),
  ]
}

/** `enabled` is read by the umbrella, as the condition of the dependency. */
function withoutSwitch(schema: Schema): Schema {
  const { enabled: _, ...properties } = schema.properties ?? {}
  return { ...schema, properties }
}

/** What an operator could set without any effect; paths begin with the component's name. */
export function unreadValues(
  component: string,
  schema: Schema,
  read: readonly Reference[],
): readonly Problem[] {
  return unreadKeys(schema, read).map((path) => ({
    code: 'unread-value',
    path: below(component, path),
    message: 'no template reads this value of the schema',
    hint: 'read it in a template, or take it out of the schema',
  }))
}

/** What templates read and no operator may set; paths begin with the component's name. */
export function unknownValues(
  component: string,
  schema: Schema,
  read: readonly Reference[],
): readonly Problem[] {
  return unknownPaths(schema, read).map((path) => {
    const known = leavesOf(schema).map((leaf) => leaf.path.join('.'))
    return {
      code: 'unknown-value',
      path: below(component, path),
      message: 'a template reads this value, which the schema does not have',
      hint: didYouMean(path, known, 'add it to the schema', (close) => below(component, close)),
    }
  })
}

const below = (component: string, path: string): string =>
  component === '' ? path : `${component}.${path}`
