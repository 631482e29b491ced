import type { INetworkPolicySpec } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicySpec'
import { jobLabels } from '../../kubernetes/workload/hashed-job.ts'
import { inPlace, namespaceOf } from '../../kubernetes/namespace.ts'
import { type Naming, nameOf } from '../../kubernetes/naming.ts'
import {
  clientPods,
  componentPods,
  peer,
  policy,
  tcp,
  udp,
} from '../../kubernetes/network/network-policy.ts'
import type { StoreValues } from '../../components/store/store-values.ts'
import { portElsewhere } from '../../components/workload/elsewhere.ts'
import { policyPort } from '../../kubernetes/network/offered-port.ts'
import type { ComponentContext, ClientAccess } from '../../platform/component.ts'
import type { ResolvedComponent, ResolvedPlatform } from '../../platform/resolve.ts'
import { and } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { GlobalValues } from '../../values/types/global.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import { anyOf, hasPods, isOutside, namedComponent } from './presence.ts'
import type { NamedComponent } from '../../platform/elsewhere.ts'

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
  const { name, namespace } = resolved.context
  const isHere = hasPods(namedComponent(resolved))
  const sources = sourcesOf(resolved, access)
  if (sources.length === 0) return []
  const pods = podsOf(name, access)
  const ports = [...access.ports.map(tcp), ...(access.udpPorts ?? []).map(udp)]
  const across = (from: Source): Expr<string> | undefined =>
    from.namespace === namespace ? undefined : namespaceOf(from.namespace)
  const ingress = policy(nameOf(name, 'ingress'), names, {
    podSelector: pods,
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: sources.map((from) => {
          const one = peer(clientPods(name), across(from))
          return from.isThere && sources.length > 1 ? when(from.isThere, one) : one
        }),
        ports,
      },
    ],
  })
  const egress = (from: Source): unknown =>
    policy(nameOf(name, 'clients-egress'), names, {
      podSelector: clientPods(name),
      policyTypes: ['Egress'],
      egress: [{ to: [peer(pods, across(from) && namespaceOf(namespace))], ports }],
    })
  const isThere = sources.some((from) => !from.isThere)
    ? undefined
    : anyOf(sources.flatMap((from) => from.isThere ?? []))
  return [
    ...inPlace([when(isThere ? and(isHere, isThere) : isHere, ingress)], namespace),
    ...sources.flatMap((from) =>
      inPlace(
        [when(from.isThere ? and(isHere, from.isThere) : isHere, egress(from))],
        from.namespace,
      ),
    ),
  ]
}

/** The pods of a component that its clients reach. */
function podsOf(
  name: string,
  { role, furtherRoles = [] }: ClientAccess,
): Templated<NonNullable<INetworkPolicySpec['podSelector']>> {
  if (furtherRoles.length === 0) return { matchLabels: jobLabels(name, role) }
  const values = [role, ...furtherRoles]
  return {
    ...componentPods(name),
    matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'In', values }],
  }
}

/** Pods of one namespace that come to a component. */
interface Source {
  /** Its key; undefined for that of the release. */
  readonly namespace: string | undefined
  /** Whether there are any; absent where there always are. */
  readonly isThere?: Expr<boolean>
}

/** The namespaces from which some pod comes to a component: its clients', its own, that of `helm test`. */
function sourcesOf(
  { component, context }: ResolvedComponent,
  access: ClientAccess,
): readonly Source[] {
  const always: readonly (string | undefined)[] = [
    ...(component.health ? [undefined] : []),
    ...(access.own === 'members' ? [context.namespace] : []),
  ]
  const provisioned = access.own !== undefined && context.clients.length > 0
  const clients = clientsOf(context)
  const keys = [
    ...always,
    ...clients.map((client) => client.component.namespace),
    ...(provisioned ? [context.namespace] : []),
  ]
  return [...new Set(keys)].map((namespace): Source => {
    if (always.includes(namespace)) return { namespace }
    const isThere = anyOf([
      ...clients.filter((client) => client.component.namespace === namespace).map(hasPods),
      ...(provisioned && namespace === context.namespace
        ? [value(`${context.name}.provisioning.enabled`)]
        : []),
    ])
    return { namespace, ...(isThere ? { isThere } : {}) }
  })
}

/** Its clients, each once: an edge may lead to another port of it. */
function clientsOf({ clients }: ComponentContext): readonly NamedComponent[] {
  return clients.filter(({ name }, i) => clients.findIndex((other) => other.name === name) === i)
}

/** The ways of the clients to a component outside the cluster, one in each of their namespaces. */
function policyElsewhere(
  { component, context }: ResolvedComponent,
  { elsewhere }: ClientAccess,
  names: Naming,
): readonly unknown[] {
  const { name } = context
  if (!elsewhere) return []
  const { ports, cidrs } =
    elsewhere === true
      ? { ports: [tcp(value(`${name}.external.port`))], cidrs: `${name}.external.cidrs` as const }
      : {
          ports: elsewhere.map((one) => policyPort({ ...one, port: portElsewhere(name, one) })),
          cidrs: `global.services.${name}.cidrs` as const,
        }
  const clients = clientsOf(context)
  return [...new Set(clients.map((client) => client.component.namespace))].flatMap((namespace) => {
    const own = anyOf(
      clients.filter((client) => client.component.namespace === namespace).map(hasPods),
    )
    if (!own) return []
    const egress = policy(nameOf(name, 'external'), names, {
      podSelector: clientPods(name),
      policyTypes: ['Egress'],
      egress: [{ ports, to: [each(cidrs, (cidr) => ({ ipBlock: { cidr } }))] }],
    })
    return inPlace([when(and(isOutside({ name, component }), own), egress)], namespace)
  })
}
