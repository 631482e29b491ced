import { memberDisruptionBudget } from '../../kubernetes/workload/member-disruption-budget.ts'
import { naming } from '../../kubernetes/naming.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { storeTemplates } from '../store/index.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { replace } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { RabbitMQValues } from './values.ts'
import { configuration } from './configuration.ts'
import { rabbitmqConnections } from './connection.ts'
import { type RabbitmqModel, rabbitmqRole, rabbitmqServices } from './contract.ts'
import { ownServices, rabbitmqPolicies } from './network.ts'
import { rabbitmqProvisioning } from './provisioning.ts'
import { rabbitmqSet } from './stateful-set.ts'

const { value } = scope<RabbitMQValues>()

/** As a quantity: RabbitMQ's units are Kubernetes' with a `B`. */
const diskFreeLimit = replace('B', '', value('config.disk_free_limit'))

/** The templates of a RabbitMQ cluster's subchart. */
export function rabbitmqTemplates(
  model: RabbitmqModel,
  priority: Priority,
  context: ComponentContext,
): ComponentTemplates {
  const { name } = context
  const names = naming(context, rabbitmqRole)
  const cookie = { inline: value('auth.erlangCookie'), path: `${name}.auth.erlangCookie` }
  return storeTemplates({
    context,
    names,
    services: rabbitmqServices.of(model),
    secret: { 'erlang-cookie': cookie },
    connections: rabbitmqConnections(model, context, names),
    files: {
      'configmap.yaml': [configuration(name, names)],
      'service.yaml': ownServices(names),
      'statefulset.yaml': [rabbitmqSet(name, priority, names)],
      'pdb.yaml': [memberDisruptionBudget(names)],
      'networkpolicy.yaml': rabbitmqPolicies(context, names),
    },
    fits: [{ setting: 'config.disk_free_limit', size: diskFreeLimit, into: 'persistence.size' }],
    provisioning: rabbitmqProvisioning(model, context, names),
  })
}
