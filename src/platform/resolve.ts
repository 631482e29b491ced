import type { Account, Client, Component, ComponentContext, Use } from './component.ts'
import { type Edge, leadsOut, sharesConnection } from './edge.ts'
import type { Components, Platform } from './define-platform.ts'
import type { ProjectFiles } from './project-files.ts'

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
  const clients = clientsByTarget(platform.components)
  const scrapers = entries
    .filter(([, { scrapes }]) => scrapes)
    .map(([component, { namespace }]) => ({ name: component, namespace }))
  const components = entries.map(([component, definition]) => ({
    component: definition,
    context: {
      name: component,
      platform: name,
      namespace: definition.namespace,
      labels: definition.labels ?? {},
      clients: clients.get(component) ?? [],
      accounts: accountsOf(clients.get(component) ?? []),
      uses: usesOf(definition, platform.components),
      components: platform.components,
      files: definition['~files'] ?? noFiles,
      metrics: definition.metrics ?? [],
      scrapers,
    },
  }))
  return { name, platform, components }
}

const noFiles: ProjectFiles = new Map()

function clientsByTarget(components: Components): ReadonlyMap<string, readonly Client[]> {
  const clients = new Map<string, Client[]>()
  for (const [name, component] of Object.entries(components)) {
    for (const edge of component.uses) {
      const known = clients.get(edge.to)
      if (known) known.push({ name, edge, component })
      else clients.set(edge.to, [{ name, edge, component }])
    }
  }
  return clients
}

function accountsOf(clients: readonly Client[]): readonly Account[] {
  const accounts = new Map<string, Client[]>()
  for (const client of clients) {
    const name = client.edge.account ?? client.name
    const known = accounts.get(name)
    if (known) known.push(client)
    else accounts.set(name, [client])
  }
  return [...accounts].map(([name, sharing]) => {
    const secret = sharing.find(({ edge }) => edge.secret !== undefined)?.edge.secret
    return { name, ...(secret === undefined ? {} : { secret }), clients: sharing }
  })
}

/** What is published and what is subscribed to at one place goes over one connection. */
function usesOf({ uses }: Component, components: Components): readonly Use[] {
  return joined(uses).flatMap((edge): readonly Use[] => {
    if (leadsOut(edge)) return [{ edge }]
    const component = Object.hasOwn(components, edge.to) ? components[edge.to] : undefined
    return component?.provides === edge.interface ? [{ edge, component }] : []
  })
}

function joined(uses: readonly Edge[]): readonly Edge[] {
  return uses.flatMap((edge, i) => {
    const same = uses.filter((other) => sharesConnection(edge, other))
    if (same.length < 2) return [edge]
    if (uses.findIndex((other) => sharesConnection(edge, other)) < i) return []
    const env =
      same.some((one) => one.env) && Object.assign({}, ...same.map((one) => one.env ?? {}))
    const waitFor = same.some((one) => one.waitFor)
    return [{ ...Object.assign({}, ...same), ...(env ? { env } : {}), waitFor } as Edge]
  })
}

/** Keys of the namespaces beside that of the release, each once. */
export function namespacesOf({
  components,
}: Pick<ResolvedPlatform, 'components'>): readonly string[] {
  const all = components.map(({ context }) => context.namespace)
  return [...new Set(all)].filter((key) => key !== undefined)
}
