import type { Problem } from '../errors/chart-error.ts'
import { pointOf } from './connections.ts'
import type { Component, ComponentContext, Use } from './component.ts'
import { usesPath } from './edge.ts'
import type { ResolvedComponent } from './resolve.ts'

/** Edges to a component in another namespace whose clients have to be where it is. */
export function namespaceProblems({ context }: ResolvedComponent): readonly Problem[] {
  const { name } = context
  return context.uses.flatMap((use) => {
    const { edge, component } = use
    if (!component || component.namespace === context.namespace) return []
    const reason = whyTogether(use, component, context)
    if (reason === undefined) return []
    const place = `${name} is in ${called(context.namespace)}, ${edge.to} in ${called(component.namespace)}`
    return [
      {
        code: 'other-namespace',
        path: usesPath(name, edge['~container']),
        message: `${place}: ${reason}`,
        hint: 'put both into one namespace; a call to a service may lead to another one',
      },
    ]
  })
}

const called = (key: string | undefined): string =>
  key === undefined ? "the release's namespace" : `the namespace ${key}`

function whyTogether(
  use: Use,
  component: Component,
  context: ComponentContext,
): string | undefined {
  const parts = component.connection?.parts(pointOf(use, context)) ?? {}
  if (Object.values(parts).some((part) => part.in === 'config' || part.in === 'secret'))
    return `pods read the ConfigMap and the Secret of their connection in their own namespace alone`
  return component.clientAccess
    ? undefined
    : `the network policies of a ${component.kind} let clients of its own namespace in`
}
