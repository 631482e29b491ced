import {
  clientService,
  type ComponentContext,
  type ComponentTemplates,
  type Container,
  type Deployment,
  type Naming,
  naming,
  podTemplate,
  notAbove,
  resourceCheck,
  serviceAccount,
  servicePort,
  workloadContainer,
} from 'chartwright/kind'
import { scope, type Templated, text } from 'chartwright/template'
import { clientAccess, port } from './connection.ts'
import type { MemcachedValues } from './values.ts'

const { value } = scope<MemcachedValues>()

/** The templates of a memcached server's subchart. */
export function templates(context: ComponentContext): ComponentTemplates {
  const { name } = context
  const names = naming(context, clientAccess.role)
  const memory = {
    path: `${name}.config.memoryMegabytes`,
    value: text`${value('config.memoryMegabytes')}Mi`,
  }
  const limit = { path: `${name}.resources.limits.memory`, value: value('resources.limits.memory') }
  return {
    helpers: names.helpers,
    files: {
      'checks.yaml': [
        resourceCheck(`${name}.resources`, value('resources')),
        notAbove(memory, limit),
      ],
      'serviceaccount.yaml': [serviceAccount(names)],
      'deployment.yaml': [deployment(names)],
      'service.yaml': [clientService(names, [servicePort('memcached', port)])],
    },
  }
}

function deployment(names: Naming): Templated<Deployment> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: names.selectorLabels },
      template: podTemplate({ names, priority: 'standard', containers: [container()] }),
    },
  }
}

function container(): Templated<Container> {
  const isOpen = { tcpSocket: { port: 'memcached' } }
  return workloadContainer({
    name: 'memcached',
    command: [
      'memcached',
      text`--memory-limit=${value('config.memoryMegabytes')}`,
      text`--conn-limit=${value('config.maxConnections')}`,
    ],
    ports: [{ name: 'memcached', containerPort: port, protocol: 'TCP' }],
    probes: { startup: isOpen, liveness: isOpen, readiness: isOpen },
  })
}
