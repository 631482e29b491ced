import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { administrator } from './contract.ts'

/** Users that every server has. */
const reserved: readonly string[] = [administrator, 'default']

/** What is wrong with the model of a Redis server: clients that would be another user. */
export function checkRedis({ name, accounts }: ComponentContext): readonly Problem[] {
  return accounts
    .filter((account) => reserved.includes(account.name))
    .map((account) => ({
      code: 'reserved-user-name',
      path: `components.${account.clients[0]?.name}`,
      message: `${account.name} cannot use ${name}: Redis has a user ${account.name} of its own`,
      hint: 'give the component, or its account, another name: it becomes that of its user',
    }))
}
