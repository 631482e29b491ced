import type { INetworkPolicyPort } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPort'
import type { IContainerPort } from 'kubernetes-models/v1/ContainerPort'
import type { IServicePort } from 'kubernetes-models/v1/ServicePort'
import type { Expr, Templated, TemplatedFields } from '../../template/node/templated.ts'

/** What a port speaks. */
export type Protocol = 'grpc' | 'http' | 'tcp' | 'udp'

/** A port of a container, under the name that it has there. */
export interface OfferedPort {
  readonly name: string
  readonly port: number
  readonly protocol: Protocol
}

/** What a port is reached over. */
export const transport = ({ protocol }: Pick<OfferedPort, 'protocol'>): 'TCP' | 'UDP' =>
  protocol === 'udp' ? 'UDP' : 'TCP'

/** Ports of a container. */
export function containerPorts(all: readonly OfferedPort[]): readonly Templated<IContainerPort>[] {
  return all.map((one) => ({
    name: one.name,
    containerPort: one.port,
    protocol: transport(one),
  }))
}

/** A port that a store speaks its own protocol at. */
export function tcpPort(name: string, port: number): OfferedPort {
  return { name, port, protocol: 'tcp' }
}

/** Ports of TCP by their names. */
export function tcpPorts(ports: Readonly<Record<string, number>>): readonly OfferedPort[] {
  return Object.entries(ports).map(([name, port]) => tcpPort(name, port))
}

/** The port of a Service. gRPC is HTTP/2 without TLS, which meshes and gateways are told by `kubernetes.io/h2c` (KEP-3726). */
export function offeredPort(
  one: OfferedPort,
  nodePort?: Templated<number>,
): TemplatedFields<IServicePort> {
  return {
    name: one.name,
    port: one.port,
    targetPort: one.name,
    protocol: transport(one),
    ...(one.protocol === 'grpc' ? { appProtocol: 'kubernetes.io/h2c' } : {}),
    ...(nodePort === undefined ? {} : { nodePort }),
  }
}

/** The port in a network policy, which looks at the pod's own. */
export function policyPort(one: {
  readonly protocol: Protocol
  readonly port: number | Expr<number>
}): Templated<INetworkPolicyPort> {
  return { protocol: transport(one), port: one.port }
}
