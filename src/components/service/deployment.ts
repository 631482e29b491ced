import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IEnvFromSource } from 'kubernetes-models/v1/EnvFromSource'
import type { ImageNaming } from '../../kubernetes/image.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { podTemplate } from '../../kubernetes/pod.ts'
import { pauseBeforeStop } from '../../kubernetes/pre-stop.ts'
import { probe } from '../../kubernetes/probe.ts'
import { resources } from '../../kubernetes/resources.ts'
import { containerSecurityContext } from '../../kubernetes/security.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { clientLabels } from '../../platform/connections.ts'
import { eq } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { mapping, when as whenever } from '../../template/structure.ts'
import type { Templated, TemplatedItem } from '../../template/templated.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import { serviceEnvironment, volumeName } from './contract.ts'
import type { ServiceModel } from './service.ts'
import { startWaits, waitContainer } from './waits.ts'

const { value, when, unless, each } = scope<ServiceValues>()

/** The Deployment of a service. */
export function deployment(
  model: ServiceModel,
  context: ComponentContext,
  names: Naming,
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
        checksums: [
          'configmap.yaml',
          ...(Object.keys(model.secrets).length > 0 ? ['secret.yaml'] : []),
        ],
        initContainers: [
          ...startWaits(context).map((wait) => waitContainer(wait, images)),
          each('initContainers', (container, name) => mapping({ name }, container)),
        ],
        containers: [
          container(model, context, names, images),
          each('sidecars', (sidecar, name) => mapping({ name }, sidecar)),
        ],
        volumes: [
          ...model.writable.map((directory) => ({ name: volumeName(directory), emptyDir: {} })),
          each('volumes', (volume, name) => mapping({ name }, volume)),
        ],
      }),
    },
  }
}

function container(
  model: ServiceModel,
  context: ComponentContext,
  names: Naming,
  images: ImageNaming,
): Templated<IContainer> {
  return {
    name: context.name,
    image: images.image(value('image')),
    imagePullPolicy: value('image.pullPolicy'),
    ports: [{ name: 'http', containerPort: model.port, protocol: 'TCP' }],
    env: [
      ...serviceEnvironment(model, context),
      each('env', (variable, name) => ({ name, value: variable })),
    ],
    envFrom: environmentSources(names),
    startupProbe: probe(value('startupProbe'), {
      httpGet: { path: model.probes.liveness, port: 'http' },
    }),
    livenessProbe: probe(value('livenessProbe'), {
      httpGet: { path: model.probes.liveness, port: 'http' },
    }),
    readinessProbe: probe(value('readinessProbe'), {
      httpGet: { path: model.probes.readiness, port: 'http' },
    }),
    lifecycle: pauseBeforeStop,
    resources: resources(value('resources')),
    securityContext: containerSecurityContext,
    volumeMounts: [
      ...model.writable.map((directory) => ({ name: volumeName(directory), mountPath: directory })),
      each('volumeMounts', (mount, path) => mapping({ mountPath: path }, mount)),
    ],
  }
}

/** The service's own configuration, and whatever ConfigMaps and Secrets the values add. */
export function environmentSources(names: Naming): readonly TemplatedItem<IEnvFromSource>[] {
  return [
    when('config', { configMapRef: { name: names.fullname } }),
    each('envFrom', (kind, name) =>
      whenever(eq(kind, 'Secret'), { secretRef: { name } }, { configMapRef: { name } }),
    ),
  ]
}
