import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { administrator } from './contract.ts'

/** Users that every server has. */
const reserved: readonly string[] = [administrator, 'default']

/** What is wrong with the model of a Redis server: clients that would be another user. */
export function checkRedis({ name, clients }: ComponentContext): readonly Problem[] {
  return clients
    .filter((client) => reserved.includes(client.name))
    .map((client) => ({
      code: 'reserved-user-name',
      path: `components.${client.name}`,
      message: `${client.name} cannot use ${name}: Redis has a user ${client.name} of its own`,
      hint: 'give the component another name: it becomes that of its user',
    }))
}
