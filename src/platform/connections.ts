import { clientLabel } from '../kubernetes/network-door.ts'
import type {
  ComponentContext,
  ConnectionPoint,
  NamedVariable,
  Use,
  WaitContainer,
} from './component.ts'

/** A store that an init container waits for. */
export interface Wait extends WaitContainer {
  readonly store: string
}

/** The environment variables that a component's containers get from its edges. */
export function edgeEnvironment(context: ComponentContext): readonly NamedVariable[] {
  return context.uses.flatMap(
    (use) => use.component?.connection?.environment(point(context, use)) ?? [],
  )
}

/** The labels that open the doors of the components that are used. */
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
  return context.uses.filter(choose).flatMap((use) => {
    const wait = use.component?.connection?.wait?.(point(context, use))
    return wait ? [{ ...wait, store: use.edge.to }] : []
  })
}

function point(context: ComponentContext, { edge, component }: Use): ConnectionPoint {
  if (!component) throw new Error(`${context.name} has no component at the other end of this edge`)
  return {
    store: edge.to,
    client: context.name,
    component,
    ...(edge.as === undefined ? {} : { as: edge.as }),
  }
}
