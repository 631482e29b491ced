import type { IService } from 'kubernetes-models/v1/Service'
import type { IServiceSpec } from 'kubernetes-models/v1/ServiceSpec'
import { and, eq, fail, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when as whenever } from '../../template/node/structure.ts'
import type { Expr, Templated, TemplatedFields } from '../../template/node/templated.ts'
import type { FurtherServiceValues } from '../../values/types/definitions.ts'
import { leadsIn, type NamedService } from './further-service-model.ts'
import type { Labels, Naming } from '../naming.ts'
import { policy } from './network-policy.ts'
import { offeredPort, policyPort, transport } from './offered-port.ts'

const { value, each } = scope<{
  readonly services: Readonly<Record<string, FurtherServiceValues>>
}>()

/** The further Services of a component; each leads to all of its pods unless something else is said. */
export function furtherServices(
  names: Naming,
  services: readonly NamedService[],
  podsOf: (service: string) => Templated<Labels> = () => names.selectorLabels,
): readonly Templated<IService>[] {
  return services.map((one) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: text`${names.fullname}-${one.name}`,
      labels: names.labels,
      annotations: value(`services.${one.name}.annotations`),
    },
    spec: {
      type: one.type === 'Headless' ? 'ClusterIP' : one.type,
      ...(one.type === 'Headless' ? { clusterIP: 'None' } : {}),
      ...(leadsIn(one) ? wayIn(one) : {}),
      selector: podsOf(one.name),
      ports: one.ports.map((port) =>
        leadsIn(one)
          ? offeredPort(port, whenever(nodePort(one, port.name), nodePort(one, port.name)))
          : offeredPort(port),
      ),
    },
  }))
}

/** How it is reached from outside: `Local` keeps the client's address, which a network policy looks at. */
function wayIn({ name, type }: NamedService): Partial<TemplatedFields<IServiceSpec>> {
  const ranges = value(`services.${name}.sourceRanges`)
  const balancer = value(`services.${name}.loadBalancerClass`)
  return {
    externalTrafficPolicy: whenever(ranges, 'Local'),
    ...(type === 'LoadBalancer'
      ? { loadBalancerClass: whenever(balancer, balancer), loadBalancerSourceRanges: ranges }
      : {}),
  }
}

function nodePort({ name }: NamedService, port: string): Expr<number> {
  return value(`services.${name}.nodePorts.${port}`)
}

/** The ways of those who come to the pods by a NodePort or a LoadBalancer. */
export function furtherServicePolicies(
  names: Naming,
  services: readonly NamedService[],
): readonly unknown[] {
  return services.filter(leadsIn).map(({ name, ports }) =>
    policy(text`${names.fullname}-${name}-public`, names, {
      podSelector: { matchLabels: names.selectorLabels },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [each(`services.${name}.sourceRanges`, (cidr) => ({ ipBlock: { cidr } }))],
          ports: ports.map(policyPort),
        },
      ],
    }),
  )
}

/** A port of the nodes that the values may fix. */
export interface NodePort {
  /** The Service that it is of. */
  readonly service: string
  /** Below the component's values. */
  readonly path: string
  readonly value: Expr<number>
  readonly over: 'TCP' | 'UDP'
  /** Whether it is there at all. */
  readonly isThere?: Expr<boolean>
}

/** The ports of the nodes that further Services may have. */
export function nodePortsOf(services: readonly NamedService[]): readonly NodePort[] {
  return services.filter(leadsIn).flatMap((one) =>
    one.ports.map((port) => ({
      service: one.name,
      path: `services.${one.name}.nodePorts.${port.name}`,
      value: nodePort(one, port.name),
      over: transport(port),
    })),
  )
}

/** Refuses two Services of a component that ask for one port of the nodes. */
export function nodePortChecks(component: string, all: readonly NodePort[]): readonly unknown[] {
  return all.flatMap((one, index) =>
    all
      .slice(0, index)
      .filter((other) => other.service !== one.service || other.over === one.over)
      .map((other) => {
        const conditions = [one.isThere, other.isThere, eq(one.value, other.value)]
        return whenever(
          and(one.value, ...conditions.filter((condition) => condition !== undefined)),
          fail(
            `${component}.${other.path} and ${component}.${one.path} are the same port of the nodes: give one of them another`,
          ),
        )
      }),
  )
}
