import {
  clientService,
  type ComponentContext,
  type ComponentTemplates,
  type Container,
  type Deployment,
  type ImageNaming,
  imageNaming,
  type Naming,
  naming,
  podTemplate,
  resourceChecks,
  serviceAccount,
  servicePort,
  workloadContainer,
} from 'chartwright/kind'
import { scope, type Templated, text } from 'chartwright/template'
import { door, port } from './connection.ts'
import type { MemcachedValues } from './values.ts'

const { value } = scope<MemcachedValues>()

/** The templates of a memcached server's subchart. */
export function templates({ name, platform }: ComponentContext): ComponentTemplates {
  const names = naming(name, door.role, platform)
  const images = imageNaming(name)
  const amounts = resourceChecks(name)
  const memory = {
    path: `${name}.config.memoryMegabytes`,
    value: text`${value('config.memoryMegabytes')}Mi`,
  }
  const limit = { path: `${name}.resources.limits.memory`, value: value('resources.limits.memory') }
  return {
    helpers: [...names.helpers, images.helper, amounts.helper],
    files: {
      'checks.yaml': [
        ...amounts.resources(`${name}.resources`, value('resources')),
        amounts.notAbove(memory, limit),
      ],
      'serviceaccount.yaml': [serviceAccount(names)],
      'deployment.yaml': [deployment(names, images)],
      'service.yaml': [clientService(names, [servicePort('memcached', port)])],
    },
  }
}

function deployment(names: Naming, images: ImageNaming): Templated<Deployment> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: names.selectorLabels },
      template: podTemplate({ names, priority: 'standard', containers: [container(images)] }),
    },
  }
}

function container(images: ImageNaming): Templated<Container> {
  const isOpen = { tcpSocket: { port: 'memcached' } }
  return workloadContainer({
    name: 'memcached',
    images,
    command: [
      'memcached',
      text`--memory-limit=${value('config.memoryMegabytes')}`,
      text`--conn-limit=${value('config.maxConnections')}`,
    ],
    ports: [{ name: 'memcached', containerPort: port, protocol: 'TCP' }],
    probes: { startup: isOpen, liveness: isOpen, readiness: isOpen },
  })
}
