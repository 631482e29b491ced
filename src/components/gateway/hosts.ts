import { scope } from '../../template/node/scope.ts'
import type { Expr, TemplatedItem } from '../../template/node/templated.ts'
import type { GatewayValues } from './values.ts'
import type { GatewayModel } from './model.ts'

const { value, optional } = scope<GatewayValues>()

/** The host names of a gateway, for objects that list them. */
export function hostNames(model: GatewayModel): readonly TemplatedItem<string>[] {
  return [optional('host'), ...furtherHosts(model)]
}

/** The host names of its further sites. */
export function furtherHosts({ sites }: GatewayModel): readonly Expr<string>[] {
  return sites.flatMap(({ name }) => (name === undefined ? [] : [value(`sites.${name}.host`)]))
}
