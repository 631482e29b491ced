import { memberDisruptionBudget } from '../../kubernetes/member-disruption-budget.ts'
import type { Priority } from '../../kubernetes/scheduling.ts'
import { storeNaming, storeTemplates } from '../../kubernetes/store-templates.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/scope.ts'
import type { KafkaValues } from '../../values/types/kafka.ts'
import { configuration } from './configuration.ts'
import { kafkaConnections } from './connection.ts'
import { kafkaDoor } from './contract.ts'
import { kafkaDoors, kafkaServices } from './network.ts'
import { kafkaProvisioning } from './provisioning.ts'
import { kafkaSet } from './stateful-set.ts'
import { heapCheck, topicChecks } from './value-checks.ts'

const { value } = scope<KafkaValues>()

/** The templates of a Kafka cluster's subchart. */
export function kafkaTemplates(priority: Priority, context: ComponentContext): ComponentTemplates {
  const { name } = context
  const { names, images, address } = storeNaming(context, kafkaDoor.role)
  const password = { inline: value('auth.nodePassword'), path: `${name}.auth.nodePassword` }
  return storeTemplates({
    context,
    names,
    images,
    address,
    secret: { 'node-password': password },
    connections: kafkaConnections(context, names, address),
    files: {
      'configmap.yaml': [configuration(name, names)],
      'service.yaml': kafkaServices(names),
      'statefulset.yaml': [kafkaSet(name, priority, names, images)],
      'pdb.yaml': [memberDisruptionBudget(names)],
      'networkpolicy.yaml': kafkaDoors(context, names),
    },
    members: true,
    keyEncoding: 'PKCS8',
    fits: [],
    checks: [heapCheck(context), ...topicChecks(name)],
    provisioning: kafkaProvisioning(context, names, images),
  })
}
