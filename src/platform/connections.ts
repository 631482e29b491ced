import { namespaceOf } from '../kubernetes/namespace.ts'
import { clientLabel } from '../kubernetes/network/network-policy.ts'
import type {
  ComponentContext,
  Connection,
  ConnectionPoint,
  Use,
  WaitContainer,
} from './component.ts'
import {
  connectionEnvironment,
  type NamedVariable,
  type Parts,
  type PartSource,
  type Variables,
} from './connection-parts.ts'
import type { Edge } from './edge.ts'

/** A store that an init container waits for. */
export interface Wait extends WaitContainer {
  readonly store: string
  /** Whether the store may be reached over TLS. */
  readonly tls: boolean
}

/** The edges of a component's own container, or of a further one of its pods. */
export function usesOf({ uses }: ComponentContext, container?: string): readonly Use[] {
  return uses.filter(({ edge }) => edge['~container']?.name === container)
}

/** The environment variables that one of a component's containers gets from its edges. */
export function edgeEnvironment(
  context: ComponentContext,
  container?: string,
): readonly NamedVariable[] {
  return usesOf(context, container).flatMap((use) => {
    const { edge, component } = use
    return component?.connection
      ? clientEnvironment(seenBy(edge, component.connection), pointOf(use, context), edge)
      : []
  })
}

/** A connection as a client has it: its ambassador's, where one speaks for the component. */
function seenBy({ via }: Edge, connection: Connection): Connection {
  if (!via) return connection
  return { ...connection, parts: (to) => localParts(connection, to, via.port) }
}

function localParts(
  { parts, local }: Pick<Connection, 'local' | 'parts'>,
  to: ConnectionPoint,
  port: number,
): Parts {
  const changed = Object.entries(local?.(to, port) ?? {}).map(
    ([name, template = '']): readonly [string, PartSource] => [name, { in: 'parts', template }],
  )
  return { ...parts(to), ...Object.fromEntries(changed) }
}

/** The component as its containers see it that run before its ambassadors, or without them: a migration. */
export function withoutAmbassadors(context: ComponentContext): ComponentContext {
  const uses = context.uses.map((use) => {
    const { via: _, ...edge } = use.edge
    return { ...use, edge }
  })
  return { ...context, uses }
}

/** A variable with the file of a store's CA, where the store is reached over TLS. */
export interface CaVariable {
  readonly name: string
  readonly store: string
}

/** The CA of each store that a container itself may reach over TLS, for the edges that name no variables. */
export function caVariables(context: ComponentContext, container?: string): readonly CaVariable[] {
  return usesOf(context, container).flatMap((use) => {
    const { edge, component } = use
    if (!component?.connection?.tls || edge.env || edge.via) return []
    const { as = component.connection.prefix(pointOf(use, context)) } = edge
    return [{ name: `${as}_CA_FILE`, store: edge.to }]
  })
}

/** Both ends of an edge. */
export function pointOf(
  { edge: { to, port, service, account, secret }, component }: Use,
  { name, namespace }: Pick<ComponentContext, 'name' | 'namespace'>,
): ConnectionPoint {
  const isElsewhere = component !== undefined && component.namespace !== namespace
  return {
    store: to,
    client: account ?? name,
    ...(secret === undefined ? {} : { secret }),
    ...(port === undefined ? {} : { port }),
    ...(service === undefined ? {} : { service }),
    ...(isElsewhere ? { namespace: namespaceOf(component.namespace) } : {}),
  }
}

/**
 * Keys of the namespaces that a component's chart may name: its own, those at the other ends of its edges, and
 * those of who fetches its metrics.
 */
export function namespacesAround({
  namespace,
  uses,
  clients,
  metrics,
  scrapers,
}: Pick<
  ComponentContext,
  'clients' | 'metrics' | 'namespace' | 'scrapers' | 'uses'
>): readonly string[] {
  const all = [
    ...[...uses, ...clients].map(({ component }) => component?.namespace),
    ...(metrics.length > 0 ? scrapers.map((one) => one.namespace) : []),
  ]
  return [...new Set([namespace, ...all])].filter((key) => key !== undefined)
}

/** The variables of a client whose edge names none. */
export function usualVariables(
  { variables }: Pick<Connection, 'variables'>,
  to: ConnectionPoint,
): Variables {
  return typeof variables === 'function' ? variables(to) : variables
}

/** The same by their whole names, behind the prefix of the client. */
export function prefixedVariables(
  connection: Pick<Connection, 'variables'>,
  to: ConnectionPoint,
  as: string,
): Variables {
  const named = Object.entries(usualVariables(connection, to)).map(([name, template]) => [
    `${as}_${name}`,
    template,
  ])
  return Object.fromEntries(named) as Variables // names and templates only
}

/** The variables of one client: those that its edge asks for, else those that the interface gives. */
export function clientEnvironment(
  connection: Pick<Connection, 'parts' | 'prefix' | 'variables'>,
  to: ConnectionPoint,
  { as = connection.prefix(to), env }: Pick<Edge, 'as' | 'env'> = {},
): readonly NamedVariable[] {
  const usual = env ?? prefixedVariables(connection, to, as)
  return connectionEnvironment(usual, connection.parts(to), as)
}

/** The labels by which network policies let a pod in to the components that are used. */
export function clientLabels(context: ComponentContext): Readonly<Record<string, string>> {
  const targets = context.uses.filter(({ component }) => component !== undefined)
  return Object.assign({}, ...targets.map(({ edge }) => clientLabel(edge.to))) as Record<
    string,
    string
  > // labels only
}

/** What to wait for before a container of this component may start, for the edges that `choose` picks. */
export function waitsFor(
  context: ComponentContext,
  choose: (use: Use) => boolean,
): readonly Wait[] {
  const all = context.uses.filter(choose).flatMap((use): readonly Wait[] => {
    const wait = use.component?.connection?.wait?.(pointOf(use, context))
    return wait
      ? [{ ...wait, store: use.edge.to, tls: use.component?.connection?.tls === true }]
      : []
  })
  return all.filter(({ store }, i) => all.findIndex((other) => other.store === store) === i)
}
