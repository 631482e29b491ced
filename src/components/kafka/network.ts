import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicyPeer'
import { jobLabels } from '../../kubernetes/workload/hashed-job.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { TemplatedItem } from '../../template/node/templated.ts'
import type { KafkaValues } from './values.ts'
import { type ExporterOptions, hasExporter } from '../store/index.ts'
import { ports } from './contract.ts'
import { type Mode, portsOf } from './mode.ts'

const { when } = scope<KafkaValues>()

/** The Service where clients begin, and the one that gives each node its name, by which they go on. */
export function kafkaServices(mode: Mode, names: Naming): readonly unknown[] {
  const all = Object.entries(portsOf(mode)).map(([name, port]) => servicePort(name, port))
  return [
    clientService(names, [servicePort('clients', ports.clients)]),
    headlessService(names, all),
  ]
}

/**
 * The ways to the nodes beside that of the clients: those of the other nodes, and of the provisioning
 * Job to the listener where it may do everything.
 */
export function kafkaPolicies(
  mode: Mode,
  model: ExporterOptions,
  context: ComponentContext,
  names: Naming,
): readonly unknown[] {
  const nodes = { matchLabels: names.selectorLabels }
  const job = { matchLabels: jobLabels(context.name, 'provision') }
  const { clients: _, ...others } = portsOf(mode)
  const asked = hasExporter(model) ? [ports.clients] : [] // by each exporter
  const between = [...Object.values(others), ...asked].map((port) => tcp(port))
  const isProvisioned = context.clients.length > 0
  const provisioner: readonly TemplatedItem<INetworkPolicyPeer>[] = [{ podSelector: job }]
  const provision = [
    policy(text`${names.fullname}-provision`, names, {
      podSelector: job,
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: nodes }], ports: [tcp(ports.nodes)] }],
    }),
    policy(text`${names.fullname}-provisioned`, names, {
      podSelector: nodes,
      policyTypes: ['Ingress'],
      ingress: [{ from: provisioner, ports: [tcp(ports.nodes)] }],
    }),
  ]
  return [
    policy(text`${names.fullname}-nodes`, names, {
      podSelector: nodes,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: nodes }], ports: between }],
      egress: [{ to: [{ podSelector: nodes }], ports: between }],
    }),
    ...(isProvisioned ? provision.map((one) => when('provisioning.enabled', one)) : []),
  ]
}
