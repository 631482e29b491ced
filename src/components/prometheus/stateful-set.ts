import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { Naming } from '../../kubernetes/naming.ts'
import { podTemplate } from '../../kubernetes/pod/pod.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import { statefulSet } from '../../kubernetes/workload/stateful-set.ts'
import { dataVolume } from '../../kubernetes/workload/volume-claim.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { clientLabels } from '../../platform/connections.ts'
import { text } from '../../template/node/expression.ts'
import type { Templated } from '../../template/node/templated.ts'
import { configDirectory, dataDirectory, rulesDirectory } from './configuration.ts'
import { prometheusPort } from './contract.ts'
import type { PrometheusModel } from './options.ts'

/** The StatefulSet of a Prometheus: one pod, whose configuration and rules are those that it started with. */
export function prometheusSet(
  context: ComponentContext,
  model: PrometheusModel,
  names: Naming,
): Templated<IStatefulSet> {
  return statefulSet({
    names,
    replicas: 1,
    template: podTemplate({
      names,
      priority: model.priority,
      clientLabels: clientLabels(context),
      checksums: ['configmap.yaml', 'rules.yaml'],
      token: true,
      containers: [container],
      volumes: [
        dataVolume(names),
        { name: 'config', configMap: { name: names.fullname } },
        { name: 'rules', configMap: { name: text`${names.fullname}-rules` } },
      ],
    }),
  })
}

const at = (path: string) => ({ httpGet: { port: 'http', path } })

/** Its API may neither write nor delete, nor end the program: those switches are off by default. */
const container: Templated<IContainer> = workloadContainer({
  name: 'prometheus',
  args: [
    `--config.file=${configDirectory}/prometheus.yml`,
    `--storage.tsdb.path=${dataDirectory}`,
    `--web.listen-address=:${prometheusPort}`,
  ],
  ports: [{ name: 'http', containerPort: prometheusPort, protocol: 'TCP' }],
  probes: { startup: at('/-/ready'), liveness: at('/-/healthy'), readiness: at('/-/ready') },
  volumeMounts: [
    { name: 'data', mountPath: dataDirectory },
    { name: 'config', mountPath: configDirectory, readOnly: true },
    { name: 'rules', mountPath: rulesDirectory, readOnly: true },
  ],
})
