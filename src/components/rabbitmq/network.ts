import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer'
import type { IServicePort } from 'kubernetes-models/v1/ServicePort'
import { jobLabels } from '../../kubernetes/workload/hashed-job.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { RabbitMQValues } from './values.ts'
import { ports } from './contract.ts'

const { when } = scope<RabbitMQValues>()

/** The Service for clients, and the one that gives each node its name. */
export function ownServices(names: Naming): readonly unknown[] {
  return [
    clientService(names, [port('amqp'), port('management'), port('prometheus')]),
    headlessService(names, [port('epmd'), port('distribution')]),
  ]
}

function port(name: keyof typeof ports): Templated<IServicePort> {
  return servicePort(name, ports[name])
}

/**
 * The ways to the nodes beside that of the clients: those of the other nodes and of the provisioning
 * Job, which speak Erlang to them. Nobody else needs the management UI: a forwarded port is no
 * matter of policies.
 */
export function rabbitmqPolicies(context: ComponentContext, names: Naming): readonly unknown[] {
  const nodes = { matchLabels: names.selectorLabels }
  const job = { matchLabels: jobLabels(context.name, 'provision') }
  const erlang = [tcp(ports.epmd), tcp(ports.distribution)]
  const provision = policy(text`${names.fullname}-provision`, names, {
    podSelector: job,
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: nodes }], ports: erlang }],
  })
  const isProvisioned = context.clients.length > 0
  const provisioner: readonly TemplatedItem<INetworkPolicyPeer>[] = isProvisioned
    ? [when('provisioning.enabled', { podSelector: job })]
    : []
  return [
    policy(text`${names.fullname}-nodes`, names, {
      podSelector: nodes,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: nodes }, ...provisioner], ports: erlang }],
      egress: [{ to: [{ podSelector: nodes }], ports: erlang }],
    }),
    ...(isProvisioned ? [when('provisioning.enabled', provision)] : []),
  ]
}
