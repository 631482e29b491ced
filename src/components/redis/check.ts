import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { reservedUserProblems } from '../store/index.ts'
import { administrator } from './contract.ts'

/** Users that every server has. */
const reserved: readonly string[] = [administrator, 'default']

/** What is wrong with the model of a Redis server: clients that would be another user. */
export function checkRedis(
  context: ComponentContext,
  others: readonly string[],
): readonly Problem[] {
  return reservedUserProblems(
    context,
    [...reserved, ...others],
    (user) => `Redis has a user ${user} of its own`,
  )
}
