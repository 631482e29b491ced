import type { OfferedPort } from '../../kubernetes/network/offered-port.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { portsElsewhere } from '../../platform/elsewhere.ts'

/** Whether a route may lead to a service elsewhere. */
export function leadsElsewhere({ uses }: Pick<ComponentContext, 'uses'>): boolean {
  return uses.some(({ component }) => component && portsElsewhere(component))
}

/** The port of a service that may run elsewhere, where requests of a route go. */
export function routedElsewhere(
  to: string,
  { uses }: Pick<ComponentContext, 'uses'>,
): OfferedPort | undefined {
  const component = uses.find(({ edge }) => edge.to === to)?.component
  const ports = component && portsElsewhere(component)
  return ports?.find(({ port }) => port === component?.connection?.port)
}
