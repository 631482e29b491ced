import { secretName } from '../../kubernetes/credentials.ts'
import type { ImageNaming } from '../../kubernetes/image.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import {
  passwordDirectory,
  type Provisioning,
  provisioning,
  scriptDirectory,
} from '../../kubernetes/provisioning.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { raw } from '../../template/expression.ts'
import type { Block } from '../../template/node.ts'
import { scope } from '../../template/scope.ts'
import { block, literalBlock } from '../../template/structure.ts'
import type { RabbitMQValues } from '../../values/types/rabbitmq.ts'
import { dataDirectory, nodeName, secretDirectory } from './configuration.ts'
import { administrator, type RabbitmqModel, vhostOf } from './contract.ts'

const { value } = scope<RabbitMQValues>()

/** What gives each client of a RabbitMQ cluster its virtual host and its user. */
export function rabbitmqProvisioning(
  model: RabbitmqModel,
  context: ComponentContext,
  names: Naming,
  images: ImageNaming,
): Provisioning {
  return provisioning({
    context,
    names,
    images,
    files: { 'provision.sh': script(model, context, names) },
    command: ['bash', `${scriptDirectory}/provision.sh`],
    env: [
      { name: 'RABBITMQ_USE_LONGNAME', value: 'true' },
      { name: 'RABBITMQ_NODE', value: nodeName(names, 0) },
    ],
    nameInStore: (client) => client,
    volumes: [
      { name: 'credentials', secret: { secretName: secretName(context.name) } },
      { name: 'home', emptyDir: { medium: 'Memory' } },
    ],
    volumeMounts: [
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      { name: 'home', mountPath: dataDirectory },
    ],
  })
}

const majority = raw('integer', (replicas: number) => Math.floor(replicas / 2) + 1)
