import type { IService } from 'kubernetes-models/v1/Service'
import type { IServicePort } from 'kubernetes-models/v1/ServicePort'
import type { Naming } from '../../kubernetes/naming.ts'
import { and, eq, ne } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when as whenever } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import type { Port, ServiceModel } from './model.ts'
import { servicePorts, transport } from './ports.ts'

const { value } = scope<ServiceValues>()

/** Whether the Service is also reached from outside the cluster. */
export const isPublic: Expr<boolean> = ne(value('service.type'), 'ClusterIP')

const isLoadBalancer = eq(value('service.type'), 'LoadBalancer')

/** The Service of a service. */
export function podService({ ports }: ServiceModel, names: Naming): Templated<IService> {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: names.fullname,
      labels: names.labels,
      annotations: value('service.annotations'),
    },
    spec: {
      type: value('service.type'),
      // Local keeps the client's address, which a network policy looks at
      externalTrafficPolicy: whenever(and(isPublic, value('service.sourceRanges')), 'Local'),
      loadBalancerClass: whenever(
        and(isLoadBalancer, value('service.loadBalancerClass')),
        value('service.loadBalancerClass'),
      ),
      loadBalancerSourceRanges: whenever(isLoadBalancer, value('service.sourceRanges')),
      selector: names.selectorLabels,
      ports: servicePorts(ports).map(servicePort),
    },
  }
}

/** gRPC is HTTP/2 without TLS, which meshes and gateways are told by `kubernetes.io/h2c` (KEP-3726). */
function servicePort(one: Port): Templated<IServicePort> {
  const nodePort = value(`service.nodePorts.${one.name}`)
  return {
    name: one.name,
    port: one.port,
    targetPort: one.name,
    protocol: transport(one),
    ...(one.protocol === 'grpc' ? { appProtocol: 'kubernetes.io/h2c' } : {}),
    nodePort: whenever(and(isPublic, nodePort), nodePort),
  }
}
