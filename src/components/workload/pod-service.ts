import type { IService } from 'kubernetes-models/v1/Service'
import { offeredPort } from '../../kubernetes/network/offered-port.ts'
import type { Labels, Naming } from '../../kubernetes/naming.ts'
import { and, eq, ne } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when as whenever } from '../../template/node/structure.ts'
import type { Conditional, Expr, Templated } from '../../template/node/templated.ts'
import type { ServiceValues } from './values.ts'
import type { Port, ServiceModel } from './model.ts'
import { podPorts, servicePorts } from './ports.ts'

const { value } = scope<ServiceValues>()

/** Whether the Service is also reached from outside the cluster. */
export const isPublic: Expr<boolean> = ne(value('service.type'), 'ClusterIP')

const isLoadBalancer = eq(value('service.type'), 'LoadBalancer')

/** The Service of a service. */
export function podService(
  model: ServiceModel,
  names: Naming,
  selector: Templated<Labels> = names.selectorLabels,
): Templated<IService> {
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
      selector,
      ports: servicePorts(podPorts(model)).map((one) => offeredPort(one, nodePort(one))),
    },
  }
}

function nodePort({ name }: Port): Conditional<Expr<number>> {
  const port = value(`service.nodePorts.${name}`)
  return whenever(and(isPublic, port), port)
}
