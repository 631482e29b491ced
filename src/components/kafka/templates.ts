import { memberDisruptionBudget } from '../../kubernetes/workload/member-disruption-budget.ts'
import { naming } from '../../kubernetes/naming.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { type ExporterOptions, hasExporter, heapCheck, storeTemplates } from '../store/index.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/node/scope.ts'
import type { KafkaValues } from './values.ts'
import { configuration } from './configuration.ts'
import { kafkaConnections } from './connection.ts'
import { kafkaAccess } from './contract.ts'
import { exporterPort } from './exporter.ts'
import type { Mode } from './mode.ts'
import { kafkaPolicies, kafkaServices } from './network.ts'
import { kafkaProvisioning } from './provisioning.ts'
import { kafkaSet } from './stateful-set.ts'
import { topicChecks, versionCheck } from './value-checks.ts'

const { value } = scope<KafkaValues>()

/** The templates of a Kafka cluster's subchart. */
export function kafkaTemplates(
  mode: Mode,
  model: ExporterOptions & { readonly priority: Priority },
  context: ComponentContext,
): ComponentTemplates {
  const { name } = context
  const names = naming(context, kafkaAccess.role)
  const password = { inline: value('auth.nodePassword'), path: `${name}.auth.nodePassword` }
  return storeTemplates({
    context,
    names,
    secret: { 'node-password': password },
    connections: kafkaConnections(context, names),
    files: {
      'configmap.yaml': [configuration(mode, name, names)],
      'service.yaml': kafkaServices(mode, names),
      'statefulset.yaml': [kafkaSet(mode, model, context, names)],
      'pdb.yaml': [memberDisruptionBudget(names)],
      'networkpolicy.yaml': kafkaPolicies(mode, model, context, names),
    },
    members: true,
    keyEncoding: 'PKCS8',
    fits: [],
    checks: [
      ...(mode === 'zookeeper' ? [versionCheck(name)] : []),
      heapCheck(name, 'the page cache, from which Kafka serves'),
      ...topicChecks(name),
    ],
    exporter: hasExporter(model) ? exporterPort : undefined,
    provisioning: kafkaProvisioning(context, names, model),
  })
}
