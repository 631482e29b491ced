import { jobLabels } from '../../kubernetes/workload/hashed-job.ts'
import { type Naming, nameOf } from '../../kubernetes/naming.ts'
import { clientPods, policy, tcp, udp } from '../../kubernetes/network/network-policy.ts'
import type { StoreValues } from '../../components/store/store-values.ts'
import { portElsewhere } from '../../components/workload/elsewhere.ts'
import { type OfferedPort, transport } from '../../kubernetes/network/offered-port.ts'
import type { ComponentContext, ClientAccess } from '../../platform/component.ts'
import type { ResolvedComponent, ResolvedPlatform } from '../../platform/resolve.ts'
import { and } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import type { Expr } from '../../template/node/templated.ts'
import { anyOf, hasPods, isOutside, type NamedComponent } from './presence.ts'

const { value, each } = scope<Readonly<Record<string, Store>> & { readonly global: GlobalValues }>()

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
  const isHere = hasPods({ name: context.name, component })
  if (component.health || access.own === 'members') return isHere
  const clients = anyOf([
    ...clientsOf(context).map(hasPods),
    ...(access.own && context.clients.length > 0
      ? [value(`${context.name}.provisioning.enabled`)]
      : []),
  ])
  return clients && and(isHere, clients)
}

/** Its clients, each once: an edge may lead to another port of it. */
function clientsOf({ clients }: ComponentContext): readonly NamedComponent[] {
  return clients.filter(({ name }, i) => clients.findIndex((other) => other.name === name) === i)
}

/** The way of the clients to a component outside the cluster. */
function policyElsewhere(
  { component, context }: ResolvedComponent,
  { elsewhere }: ClientAccess,
  names: Naming,
): readonly unknown[] {
  const { name } = context
  const clients = anyOf(clientsOf(context).map(hasPods))
  if (!elsewhere || !clients) return []
  const { ports, cidrs } =
    elsewhere === true
      ? { ports: [tcp(value(`${name}.external.port`))], cidrs: `${name}.external.cidrs` as const }
      : {
          ports: elsewhere.map((one) => over(one)(portElsewhere(name, one))),
          cidrs: `global.services.${name}.cidrs` as const,
        }
  const egress = policy(nameOf(name, 'external'), names, {
    podSelector: clientPods(name),
    policyTypes: ['Egress'],
    egress: [{ ports, to: [each(cidrs, (cidr) => ({ ipBlock: { cidr } }))] }],
  })
  return [when(and(isOutside({ name, component }), clients), egress)]
}

const over = (port: OfferedPort): typeof tcp => (transport(port) === 'UDP' ? udp : tcp)
