import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IEnvFromSource } from 'kubernetes-models/v1/EnvFromSource'
import type { ImageNaming } from '../../kubernetes/image.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { pauseBeforeStop } from '../../kubernetes/pre-stop.ts'
import { extraVolumeMounts, rollingDeployment } from '../../kubernetes/rolling-deployment.ts'
import { workloadContainer } from '../../kubernetes/workload-container.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { clientLabels } from '../../platform/connections.ts'
import { eq } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { when as whenever } from '../../template/structure.ts'
import type { Templated, TemplatedItem } from '../../template/templated.ts'
import type { ServiceValues } from '../../values/types/service.ts'
import { serviceEnvironment, volumeName } from './contract.ts'
import type { ServiceModel } from './service.ts'
import { startWaits, waitContainer } from './waits.ts'

const { when, each } = scope<ServiceValues>()

/** The Deployment of a service. */
export function deployment(
  model: ServiceModel,
  context: ComponentContext,
  names: Naming,
  images: ImageNaming,
): Templated<IDeployment> {
  return rollingDeployment({
    names,
    priority: model.priority,
    clientLabels: clientLabels(context),
    checksums: [
      'configmap.yaml',
      ...(Object.keys(model.secrets).length > 0 ? ['secret.yaml'] : []),
    ],
    initContainers: startWaits(context).map((wait) => waitContainer(wait, images)),
    containers: [container(model, context, names, images)],
    volumes: model.writable.map((directory) => ({ name: volumeName(directory), emptyDir: {} })),
  })
}

function container(
  model: ServiceModel,
  context: ComponentContext,
  names: Naming,
  images: ImageNaming,
): Templated<IContainer> {
  const isAlive = { httpGet: { path: model.probes.liveness, port: 'http' } }
  const isReady = { httpGet: { path: model.probes.readiness, port: 'http' } }
  return workloadContainer({
    name: context.name,
    images,
    ports: [{ name: 'http', containerPort: model.port, protocol: 'TCP' }],
    env: [
      ...serviceEnvironment(model, context),
      each('env', (variable, name) => ({ name, value: variable })),
    ],
    envFrom: environmentSources(names),
    probes: { startup: isAlive, liveness: isAlive, readiness: isReady },
    lifecycle: pauseBeforeStop,
    volumeMounts: [
      ...model.writable.map((directory) => ({ name: volumeName(directory), mountPath: directory })),
      extraVolumeMounts,
    ],
  })
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
