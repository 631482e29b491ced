import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import { serviceAccount } from '../../kubernetes/identity/service-account.ts'
import { type Naming, naming } from '../../kubernetes/naming.ts'
import { allowFromPolicy } from '../../kubernetes/network/allow-from.ts'
import { policy, tcp } from '../../kubernetes/network/network-policy.ts'
import { containerPorts, tcpPorts } from '../../kubernetes/network/offered-port.ts'
import { clientService, servicePort } from '../../kubernetes/network/services.ts'
import { podTemplate } from '../../kubernetes/pod/pod.ts'
import { resourceCheck } from '../../kubernetes/pod/resource-checks.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { and, fail, not, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import { embedded, externalHostCheck } from '../store/index.ts'
import { configDirectory, configuration } from './configuration.ts'
import { otlpConnections } from './connection.ts'
import { collectorAccess, ports } from './contract.ts'
import type { OtelCollectorValues } from './values.ts'

const { value, each } = scope<OtelCollectorValues>()

/** The templates of a collector's subchart: in mode `external`, only the way to one elsewhere. */
export function collectorTemplates(
  context: ComponentContext,
  priority: Priority,
): ComponentTemplates {
  const { name } = context
  const names = naming(context, collectorAccess.role)
  const own = {
    'serviceaccount.yaml': [serviceAccount(names)],
    'configmap.yaml': [configuration(names)],
    'deployment.yaml': [deployment(names, priority)],
    'service.yaml': [
      clientService(
        names,
        Object.entries(ports).map(([port, number]) => servicePort(port, number)),
      ),
    ],
    'networkpolicy.yaml': [
      when(value('destination.url'), wayOut(names)),
      allowFromPolicy(names, value('allowFrom'), tcpPorts(ports)),
    ],
  }
  return {
    helpers: names.helpers,
    files: {
      'checks.yaml': [
        externalHostCheck(name),
        resourceCheck(`${name}.resources`, value('resources')),
        nowhereCheck(name),
      ],
      'connections.yaml': otlpConnections(context, names),
      ...Object.fromEntries(
        Object.entries(own).map(([file, objects]) => [
          file,
          objects.map((one) => when(embedded, one)),
        ]),
      ),
    },
  }
}

/** Refuses a collector that sends to nobody. */
const nowhereCheck = (name: string): unknown =>
  when(
    and(embedded, not(value('destination.url')), not(value('debug.enabled'))),
    fail(`${name} has nowhere to send to: set ${name}.destination.url, or ${name}.debug.enabled`),
  )

function deployment(names: Naming, priority: Priority): Templated<IDeployment> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      replicas: value('replicas'),
      revisionHistoryLimit: value('revisionHistoryLimit'),
      selector: { matchLabels: names.selectorLabels },
      template: podTemplate({
        names,
        priority,
        checksums: ['configmap.yaml'],
        containers: [container],
        volumes: [{ name: 'config', configMap: { name: names.fullname } }],
      }),
    },
  }
}

const listens = { tcpSocket: { port: 'http' } }

const container: Templated<IContainer> = workloadContainer({
  name: 'collector',
  args: [`--config=${configDirectory}/config.yaml`],
  ports: containerPorts(tcpPorts(ports)),
  probes: { startup: listens, liveness: listens, readiness: listens },
  volumeMounts: [{ name: 'config', mountPath: configDirectory, readOnly: true }],
})

/** To where the signals go on. */
function wayOut(names: Naming): unknown {
  return policy(text`${names.fullname}-destination`, names, {
    podSelector: { matchLabels: names.selectorLabels },
    policyTypes: ['Egress'],
    egress: [
      {
        to: [each('egress.cidrs', (cidr) => ({ ipBlock: { cidr } }))],
        ports: [each('egress.ports', tcp)],
      },
    ],
  })
}
