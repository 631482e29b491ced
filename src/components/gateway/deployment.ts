import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { ImageNaming } from '../../kubernetes/image.ts'
import { podTemplate } from '../../kubernetes/pod.ts'
import { pauseBeforeStop } from '../../kubernetes/pre-stop.ts'
import { probe } from '../../kubernetes/probe.ts'
import { resources } from '../../kubernetes/resources.ts'
import { containerSecurityContext } from '../../kubernetes/security.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { clientLabels } from '../../platform/connections.ts'
import { scope } from '../../template/scope.ts'
import { mapping, when as whenever } from '../../template/structure.ts'
import type { Templated } from '../../template/templated.ts'
import type { GatewayValues } from '../../values/types/gateway.ts'
import type { GatewayModel } from './model.ts'
import type { GatewayNames } from './names.ts'
import { ports } from './nginx/server.ts'

const { value, unless, each } = scope<GatewayValues>()

/** The Deployment of nginx. */
export function deployment(
  model: GatewayModel,
  context: ComponentContext,
  names: GatewayNames,
  images: ImageNaming,
): Templated<IDeployment> {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: names.fullname, labels: names.labels },
    spec: {
      replicas: unless('autoscaling.enabled', value('replicas')),
      revisionHistoryLimit: value('revisionHistoryLimit'),
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: {
          maxSurge: value('strategy.maxSurge'),
          maxUnavailable: value('strategy.maxUnavailable'),
        },
      },
      selector: { matchLabels: names.selectorLabels },
      template: podTemplate({
        names,
        priority: model.priority,
        clientLabels: clientLabels(context),
        checksums: ['configmap.yaml'],
        initContainers: [each('initContainers', (container, name) => mapping({ name }, container))],
        containers: [
          container(context, names, images),
          each('sidecars', (sidecar, name) => mapping({ name }, sidecar)),
        ],
        volumes: [
          { name: 'tmp', emptyDir: {} },
          { name: 'config', configMap: { name: names.fullname } },
          whenever(names.endsTls, { name: 'tls', secret: { secretName: names.tlsSecret } }),
          each('volumes', (volume, name) => mapping({ name }, volume)),
        ],
      }),
    },
  }
}

function container(
  { name }: ComponentContext,
  names: GatewayNames,
  images: ImageNaming,
): Templated<IContainer> {
  const healthy = { httpGet: { path: '/healthz', port: 'status' } }
  return {
    name,
    image: images.image(value('image')),
    imagePullPolicy: value('image.pullPolicy'),
    command: ['sh', '/etc/nginx/start.sh'],
    workingDir: '/tmp',
    ports: [
      { name: 'http', containerPort: ports.http, protocol: 'TCP' },
      whenever(names.endsTls, { name: 'https', containerPort: ports.https, protocol: 'TCP' }),
      { name: 'status', containerPort: ports.status, protocol: 'TCP' },
    ],
    startupProbe: probe(value('startupProbe'), healthy),
    livenessProbe: probe(value('livenessProbe'), healthy),
    readinessProbe: probe(value('readinessProbe'), healthy),
    // SIGQUIT, the image's STOPSIGNAL, then lets open requests end.
    lifecycle: pauseBeforeStop,
    resources: resources(value('resources')),
    securityContext: containerSecurityContext,
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'config', mountPath: '/etc/nginx', readOnly: true },
      whenever(names.endsTls, { name: 'tls', mountPath: '/etc/tls', readOnly: true }),
      each('volumeMounts', (mount, path) => mapping({ mountPath: path }, mount)),
    ],
  }
}
