import type { Problem } from '../../errors/chart-error.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { reservedUserProblems } from '../store/index.ts'
import { administrator, type RabbitmqModel } from './contract.ts'

/** What is wrong with the model of a RabbitMQ cluster. */
export function checkRabbitmq(model: RabbitmqModel, context: ComponentContext): readonly Problem[] {
  return [
    ...reservedUserProblems(
      context,
      [administrator],
      (user) => `RabbitMQ has a user ${user} of its own`,
      'that of its user and of its virtual host',
    ),
    ...vhostProblems(model, context),
  ]
}

function vhostProblems({ vhost }: RabbitmqModel, { name }: ComponentContext): readonly Problem[] {
  if (vhost === undefined || /^[A-Za-z0-9/]([-._A-Za-z0-9/]{0,61}[A-Za-z0-9/])?$/.test(vhost))
    return []
  return [
    {
      code: 'bad-vhost-name',
      path: `components.${name}.vhost`,
      message: `a virtual host cannot be called ${JSON.stringify(vhost)}`,
      hint: 'use letters, digits, "-", "_", "." and "/": the name is also the end of a URL',
    },
  ]
}
