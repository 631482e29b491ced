import type { Client, Component, ComponentContext, Use } from './component.ts'
import type { Components, Platform } from './define-platform.ts'

/** A component with its place in the platform. */
export interface ResolvedComponent {
  readonly component: Component
  readonly context: ComponentContext
}

/** A platform in which every edge has both its ends. */
export interface ResolvedPlatform {
  /** Name of the umbrella chart. */
  readonly name: string
  readonly platform: Platform
  readonly components: readonly ResolvedComponent[]
}

/** Joins the edges of a platform; edges that lead nowhere are left out here and refused by `checkPlatform`. */
export function resolvePlatform(name: string, platform: Platform): ResolvedPlatform {
  const entries = Object.entries(platform.components)
  const components = entries.map(([component, definition]) => ({
    component: definition,
    context: {
      name: component,
      platform: name,
      clients: clientsOf(component, platform.components),
      uses: usesOf(definition, platform.components),
    },
  }))
  return { name, platform, components }
}

function clientsOf(name: string, components: Components): readonly Client[] {
  return Object.entries(components).flatMap(([client, component]) =>
    component.uses
      .filter(({ to }) => to === name)
      .map((edge) => ({ name: client, edge, component })),
  )
}

function usesOf({ uses }: Component, components: Components): readonly Use[] {
  return uses.flatMap((edge): readonly Use[] => {
    if (edge.interface === 'internet') return [{ edge }]
    const component = Object.hasOwn(components, edge.to) ? components[edge.to] : undefined
    return component?.provides === edge.interface ? [{ edge, component }] : []
  })
}
