import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { Naming } from '../../kubernetes/naming.ts'
import { podTemplate } from '../../kubernetes/pod/pod.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import { statefulSet } from '../../kubernetes/workload/stateful-set.ts'
import { dataVolume } from '../../kubernetes/workload/volume-claim.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Templated } from '../../template/node/templated.ts'
import { configDirectory, secretDirectory } from './configuration.ts'
import { alertmanagerPort, secretFiles } from './contract.ts'
import type { AlertmanagerModel } from './options.ts'

/** The StatefulSet of an Alertmanager: one pod, whose volume has the silences and what was sent. */
export function alertmanagerSet(
  context: ComponentContext,
  model: AlertmanagerModel,
  names: Naming,
): Templated<IStatefulSet> {
  return statefulSet({
    names,
    replicas: 1,
    template: podTemplate({
      names,
      priority: model.priority,
      checksums: ['configmap.yaml', 'secret.yaml'],
      containers: [container],
      volumes: [
        dataVolume(names),
        { name: 'config', configMap: { name: names.fullname } },
        { name: 'secrets', projected: { sources: secretFiles(context, model) } },
      ],
    }),
  })
}

const at = (path: string) => ({ httpGet: { port: 'http', path } })

/** Without the port by which several would find each other. */
const container: Templated<IContainer> = workloadContainer({
  name: 'alertmanager',
  args: [
    `--config.file=${configDirectory}/alertmanager.yml`,
    '--storage.path=/alertmanager',
    `--web.listen-address=:${alertmanagerPort}`,
    '--cluster.listen-address=',
  ],
  ports: [{ name: 'http', containerPort: alertmanagerPort, protocol: 'TCP' }],
  probes: { startup: at('/-/ready'), liveness: at('/-/healthy'), readiness: at('/-/ready') },
  volumeMounts: [
    { name: 'data', mountPath: '/alertmanager' },
    { name: 'config', mountPath: configDirectory, readOnly: true },
    { name: 'secrets', mountPath: secretDirectory, readOnly: true },
  ],
})
