import { credentials } from '../../kubernetes/credentials.ts'
import { externalAddress } from '../../kubernetes/external-address.ts'
import { imageNaming } from '../../kubernetes/image.ts'
import { memberDisruptionBudget } from '../../kubernetes/member-disruption-budget.ts'
import { type Naming, naming } from '../../kubernetes/naming.ts'
import type { Priority } from '../../kubernetes/scheduling.ts'
import { serviceAccount } from '../../kubernetes/service-account.ts'
import {
  clientCredentials,
  embedded,
  externalDoor,
  externalHostCheck,
} from '../../kubernetes/store.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { RabbitMQValues } from '../../values/types/rabbitmq.ts'
import { configuration } from './configuration.ts'
import { rabbitmqConnections } from './connection.ts'
import type { RabbitmqModel } from './contract.ts'
import { rabbitmqDoors, rabbitmqServices } from './network.ts'
import { rabbitmqProvisioning } from './provisioning.ts'
import { rabbitmqSet } from './stateful-set.ts'

const { value } = scope<RabbitMQValues>()

/** The templates of a RabbitMQ cluster's subchart. */
export function rabbitmqTemplates(
  model: RabbitmqModel,
  priority: Priority,
  context: ComponentContext,
): ComponentTemplates {
  const { name } = context
  const names = naming(name, 'queue', context.platform)
  const images = imageNaming(name)
  const address = externalAddress(name)
  const provision = rabbitmqProvisioning(model, context, names, images)
  return {
    helpers: [...names.helpers, images.helper, address.helper, ...provision.helpers],
    files: {
      'checks.yaml': [externalHostCheck(name)],
      'serviceaccount.yaml': [when(embedded, serviceAccount(names))],
      'configmap.yaml': [when(embedded, configuration(names))],
      'secret.yaml': ifEmbedded(brokerSecret(name, names)),
      'connections.yaml': rabbitmqConnections(model, context, names, address),
      'client-secrets.yaml': clientCredentials(context, names),
      'service.yaml': ifEmbedded(rabbitmqServices(names)),
      'statefulset.yaml': [when(embedded, rabbitmqSet(name, priority, names, images))],
      'pdb.yaml': [when(embedded, memberDisruptionBudget(names))],
      ...provision.files,
      'networkpolicy.yaml': [
        ...ifEmbedded(rabbitmqDoors(context, names)),
        externalDoor(name, names),
      ],
    },
  }
}

function ifEmbedded(documents: readonly unknown[]): readonly unknown[] {
  return documents.map((document) => when(embedded, document))
}

function brokerSecret(name: string, names: Naming): readonly unknown[] {
  return credentials(names, name, {
    password: { inline: value('auth.password'), path: `${name}.auth.password` },
    'erlang-cookie': { inline: value('auth.erlangCookie'), path: `${name}.auth.erlangCookie` },
  })
}
