import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { PodOptions } from '../../kubernetes/pod/pod.ts'
import { pauseBeforeStop } from '../../kubernetes/pod/pre-stop.ts'
import {
  extraVolumeMounts,
  rollingDeployment,
} from '../../kubernetes/workload/rolling-deployment.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { clientLabels } from '../../platform/connections.ts'
import { when } from '../../template/node/structure.ts'
import type { Templated } from '../../template/node/templated.ts'
import { gatewayExporter } from './exporter.ts'
import type { GatewayModel } from './model.ts'
import type { GatewayNames } from './names.ts'
import { ports } from './nginx/server.ts'

/** The Deployment of nginx. */
export function deployment(
  model: GatewayModel,
  context: ComponentContext,
  names: GatewayNames,
): Templated<IDeployment> {
  const pod: PodOptions = {
    names,
    priority: model.priority,
    clientLabels: clientLabels(context),
    checksums: ['configmap.yaml'],
    initContainers: gatewayExporter(model),
    containers: [container(context, names)],
    volumes: [
      { name: 'tmp', emptyDir: {} },
      { name: 'config', configMap: { name: names.fullname } },
      when(names.endsTls, { name: 'tls', secret: { secretName: names.tlsSecret } }),
    ],
  }
  return rollingDeployment(pod)
}

function container({ name }: ComponentContext, names: GatewayNames): Templated<IContainer> {
  const healthy = { httpGet: { path: '/healthz', port: 'status' } }
  return workloadContainer({
    name,
    command: ['sh', '/etc/nginx/start.sh'],
    workingDir: '/tmp',
    ports: [
      { name: 'http', containerPort: ports.http, protocol: 'TCP' },
      when(names.endsTls, { name: 'https', containerPort: ports.https, protocol: 'TCP' }),
      { name: 'status', containerPort: ports.status, protocol: 'TCP' },
    ],
    probes: { startup: healthy, liveness: healthy, readiness: healthy },
    // SIGQUIT, the image's STOPSIGNAL, then lets open requests end.
    lifecycle: pauseBeforeStop,
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'config', mountPath: '/etc/nginx', readOnly: true },
      when(names.endsTls, { name: 'tls', mountPath: '/etc/tls', readOnly: true }),
      extraVolumeMounts,
    ],
  })
}
