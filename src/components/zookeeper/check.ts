import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { reservedUserProblems } from '../store/index.ts'
import { administrator } from './contract.ts'

/** Users that every server has; it takes `super` for its own way of being everybody. */
const reserved: readonly string[] = [administrator, 'super']

/** What is wrong with the model of a ZooKeeper ensemble: clients that would be another user. */
export function checkZookeeper(context: ComponentContext): readonly Problem[] {
  return reservedUserProblems(context, reserved, (user) => `its user ${user} may do everything`)
}
