import { jobLabels } from '../../kubernetes/workload/hashed-job.ts'
import { type Naming, nameOf } from '../../kubernetes/naming.ts'
import { clientPods, policy, tcp, udp } from '../../kubernetes/network/network-policy.ts'
import type { StoreValues } from '../../components/store/store-values.ts'
import type { ComponentContext, ClientAccess } from '../../platform/component.ts'
import type { ResolvedComponent, ResolvedPlatform } from '../../platform/resolve.ts'
import { and, eq, or } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import { enabled } from './checks.ts'

const { value, each } = scope<Readonly<Record<string, Store>>>()

interface Store extends StoreValues {
  readonly provisioning: { readonly enabled: boolean }
}

/**
 * Both ends of the way from the clients of each component to its pods, while there are any. They
 * are the umbrella's, since it alone knows who is switched on; its default deny refuses the rest.
 */
export function clientPolicies(
  { components }: ResolvedPlatform,
  names: Naming,
): readonly unknown[] {
  return components.flatMap((resolved) => {
    const { clientAccess: access } = resolved.component
    return access
      ? [...policiesTo(resolved, access, names), ...policyElsewhere(resolved, access, names)]
      : []
  })
}

/** Whether a component has pods in the cluster. */
export function hasPods({ component, context: { name } }: ResolvedComponent): Expr<boolean> {
  return component.clientAccess?.elsewhere
    ? and(enabled(name), runsIn(name, 'embedded'))
    : enabled(name)
}

/** Whether any of these holds; nothing where there is none. */
export function anyOf(conditions: readonly Expr<boolean>[]): Expr<boolean> | undefined {
  const [first, ...others] = conditions
  return first && others.length > 0 ? or(first, ...others) : first
}

function policiesTo(
  resolved: ResolvedComponent,
  access: ClientAccess,
  names: Naming,
): readonly unknown[] {
  const { name } = resolved.context
  const isAsked = whenAsked(resolved, access)
  if (!isAsked) return []
  const pods = { matchLabels: jobLabels(name, access.role) }
  const ports = [...access.ports.map(tcp), ...(access.udpPorts ?? []).map(udp)]
  const ingress = policy(nameOf(name, 'ingress'), names, {
    podSelector: pods,
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: clientPods(name) }], ports }],
  })
  const egress = policy(nameOf(name, 'clients-egress'), names, {
    podSelector: clientPods(name),
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: pods }], ports }],
  })
  return [when(isAsked, ingress), when(isAsked, egress)]
}

/** Whether the component has pods here, and some pod comes to them: that of `helm test`, for one. */
function whenAsked(
  { component, context }: ResolvedComponent,
  access: ClientAccess,
): Expr<boolean> | undefined {
  const isHere = hasPods({ component, context })
  if (component.health || access.own === 'members') return isHere
  const clients = anyOf([
    ...clientsOf(context).map(enabled),
    ...(access.own && context.clients.length > 0
      ? [value(`${context.name}.provisioning.enabled`)]
      : []),
  ])
  return clients && and(isHere, clients)
}

/** The names of its clients, each once: an edge may lead to another port of it. */
function clientsOf({ clients }: ComponentContext): readonly string[] {
  return [...new Set(clients.map(({ name }) => name))]
}

/** The way of the clients to a store outside the cluster. */
function policyElsewhere(
  { context }: ResolvedComponent,
  access: ClientAccess,
  names: Naming,
): readonly unknown[] {
  const { name } = context
  const clients = anyOf(clientsOf(context).map(enabled))
  if (!access.elsewhere || !clients) return []
  const egress = policy(nameOf(name, 'external'), names, {
    podSelector: clientPods(name),
    policyTypes: ['Egress'],
    egress: [
      {
        ports: [tcp(value(`${name}.external.port`))],
        to: [each(`${name}.external.cidrs`, (cidr) => ({ ipBlock: { cidr } }))],
      },
    ],
  })
  return [when(and(enabled(name), runsIn(name, 'external'), clients), egress)]
}

const runsIn = (store: string, mode: Store['mode']): Expr<boolean> =>
  eq(value(`${store}.mode`), mode)
