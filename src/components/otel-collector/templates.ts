import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import { credentials, secretName } from '../../kubernetes/identity/credentials.ts'
import { serviceAccount } from '../../kubernetes/identity/service-account.ts'
import { monitoringFiles } from '../../kubernetes/monitoring/monitoring-files.ts'
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
import { and, fail, hasKey, not, or, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import { embedded, externalHostCheck, type OwnMetricsOptions } from '../store/index.ts'
import { configDirectory, configuration, headerVariable } from './configuration.ts'
import { otlpConnections } from './connection.ts'
import {
  collectorAccess,
  destinationSecretName,
  headerKey,
  metricsPort,
  ports,
} from './contract.ts'
import type { OtelCollectorValues } from './values.ts'

const { value, each } = scope<OtelCollectorValues>()

/** The templates of a collector's subchart: in mode `external`, only the way to one elsewhere. */
export function collectorTemplates(
  context: ComponentContext,
  { priority, metrics = false }: OwnMetricsOptions & { readonly priority: Priority },
): ComponentTemplates {
  const { name } = context
  const names = naming(context, collectorAccess.role)
  const own = {
    'serviceaccount.yaml': [serviceAccount(names)],
    'secret.yaml': destinationSecret(name, names),
    'configmap.yaml': [configuration(names, metrics)],
    'deployment.yaml': [deployment(name, names, priority, metrics)],
    'service.yaml': [
      clientService(
        names,
        Object.entries(ports).map(([port, number]) => servicePort(port, number)),
      ),
    ],
    'networkpolicy.yaml': [
      when(sends, wayOut(names)),
      allowFromPolicy(names, value('allowFrom'), tcpPorts(ports)),
    ],
    ...monitoringFiles(context, names),
  }
  return {
    helpers: names.helpers,
    files: {
      'checks.yaml': [
        externalHostCheck(name),
        resourceCheck(`${name}.resources`, value('resources')),
        ...destinationChecks(name),
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

/** Whether it sends on what it takes. */
const sends = or(value('destination.url'), value('destination.grpc'))

/** Refuses a collector that sends to nobody, to two, or what two values say. */
function destinationChecks(name: string): readonly unknown[] {
  const at = `${name}.destination`
  const header = value('destination.auth.header')
  const refusals = [
    [
      and(not(sends), not(value('debug.enabled'))),
      `${name} has nowhere to send to: set ${at}.url, or ${name}.debug.enabled`,
    ],
    [
      and(value('destination.url'), value('destination.grpc')),
      `${name} sends to one destination: set ${at}.url or ${at}.grpc, not both`,
    ],
    [
      and(value('destination.auth.enabled'), not(sends)),
      `${at}.auth is for a destination: set ${at}.url or ${at}.grpc`,
    ],
    [
      and(value('destination.auth.enabled'), hasKey(value('destination.headers'), header)),
      `the header of ${at}.auth is in ${at}.headers, too: take it out there`,
    ],
  ] as const
  return refusals.map(([condition, advice]) => when(and(embedded, condition), fail(advice)))
}

/** What the destination wants to be told, from the provider that the values choose. */
function destinationSecret(name: string, names: Naming): readonly unknown[] {
  const path = 'destination.auth.value'
  return credentials(names, secretName(destinationSecretName(name)), {
    [headerKey]: { inline: value(path), path: `${name}.${path}` },
  }).map((one) => when(value('destination.auth.enabled'), one))
}

function deployment(
  name: string,
  names: Naming,
  priority: Priority,
  metrics: boolean,
): Templated<IDeployment> {
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
        checksums: ['configmap.yaml', 'secret.yaml'],
        containers: [container(name, metrics)],
        volumes: [{ name: 'config', configMap: { name: names.fullname } }],
      }),
    },
  }
}

const listens = { tcpSocket: { port: 'http' } }

const container = (name: string, metrics: boolean): Templated<IContainer> =>
  workloadContainer({
    name: 'collector',
    args: [`--config=${configDirectory}/config.yaml`],
    ports: containerPorts(tcpPorts(metrics ? { ...ports, metrics: metricsPort } : ports)),
    env: [
      when(value('destination.auth.enabled'), {
        name: headerVariable,
        valueFrom: {
          secretKeyRef: { name: secretName(destinationSecretName(name)), key: headerKey },
        },
      }),
    ],
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
