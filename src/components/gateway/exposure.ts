import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress'
import type { IIngressRule } from 'kubernetes-models/networking.k8s.io/v1/IngressRule'
import type { IService } from 'kubernetes-models/v1/Service'
import type { IServicePort } from 'kubernetes-models/v1/ServicePort'
import { servicePort } from '../../kubernetes/network/services.ts'
import { eq, or } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when as whenever } from '../../template/node/structure.ts'
import type { Conditional, Expr, Templated } from '../../template/node/templated.ts'
import type { GatewayValues } from './values.ts'
import { furtherHosts, hostNames } from './hosts.ts'
import type { GatewayModel } from './model.ts'
import type { GatewayNames } from './names.ts'

const { value, optional } = scope<GatewayValues>()

const exposedBy = (type: GatewayValues['exposure']['type']): Expr<boolean> =>
  eq(value('exposure.type'), type)
const isLoadBalancer = exposedBy('LoadBalancer')
const isNodePort = exposedBy('NodePort')
const isOnNodes = or(isLoadBalancer, isNodePort)

/** The Service in front of nginx; the way in itself where nothing stands in front of it. */
export function gatewayService(names: GatewayNames): Templated<IService> {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: names.fullname,
      labels: names.labels,
      annotations: value('exposure.service.annotations'),
    },
    spec: {
      type: whenever(isLoadBalancer, 'LoadBalancer', whenever(isNodePort, 'NodePort', 'ClusterIP')),
      externalTrafficPolicy: whenever(isOnNodes, value('exposure.service.externalTrafficPolicy')),
      loadBalancerSourceRanges: whenever(isLoadBalancer, value('exposure.service.sourceRanges')),
      selector: names.selectorLabels,
      ports: [port('http', 80), whenever(names.endsTls, port('https', 443))],
    },
  }
}

function port(name: 'http' | 'https', number: number): Templated<IServicePort> {
  const nodePort = optional(`exposure.service.nodePorts.${name}`)
  return { ...servicePort(name, number), nodePort: whenever(isOnNodes, nodePort) }
}

/** An Ingress for any controller: it leads each host to nginx, and nothing else. */
export function ingress(model: GatewayModel, names: GatewayNames): unknown {
  const document: Templated<IIngress> = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: names.fullname,
      labels: names.labels,
      annotations: value('exposure.ingress.annotations'),
    },
    spec: {
      ingressClassName: optional('exposure.ingress.className'),
      tls: whenever(value('tls.enabled'), [
        { hosts: hostNames(model), secretName: names.tlsSecret },
      ]),
      rules: [optional('host'), ...furtherHosts(model)].map((host) => rule(host, names)),
    },
  }
  return whenever(exposedBy('Ingress'), document)
}

function rule(
  host: Expr<string> | Conditional<Expr<string>>,
  names: GatewayNames,
): Templated<IIngressRule> {
  const service = { name: names.fullname, port: { name: 'http' } }
  return { http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service } }] }, host }
}

/** A route of the Gateway API, as its CRD `gateway.networking.k8s.io/v1` has it. */
interface IHTTPRoute {
  readonly apiVersion: 'gateway.networking.k8s.io/v1'
  readonly kind: 'HTTPRoute'
  readonly metadata: {
    readonly name: string
    readonly labels: Readonly<Record<string, string>>
    readonly annotations: Readonly<Record<string, string>>
  }
  readonly spec: {
    readonly parentRefs: readonly {
      readonly name: string
      readonly namespace?: string
      readonly sectionName?: string
    }[]
    readonly hostnames: readonly string[]
    readonly rules: readonly {
      readonly backendRefs: readonly { readonly name: string; readonly port: number }[]
    }[]
  }
}

/** A route of the Gateway API, which leads each host to nginx. */
export function httpRoute(model: GatewayModel, names: GatewayNames): unknown {
  const document: Templated<IHTTPRoute> = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: names.fullname,
      labels: names.labels,
      annotations: value('exposure.httpRoute.annotations'),
    },
    spec: {
      parentRefs: [
        {
          name: value('exposure.httpRoute.gateway.name'),
          namespace: optional('exposure.httpRoute.gateway.namespace'),
          sectionName: optional('exposure.httpRoute.gateway.listener'),
        },
      ],
      hostnames: hostNames(model),
      rules: [{ backendRefs: [{ name: names.fullname, port: 80 }] }],
    },
  }
  return whenever(exposedBy('HTTPRoute'), document)
}
