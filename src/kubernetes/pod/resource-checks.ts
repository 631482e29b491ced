import { at, fail, gt, number, type Operand, raw, text } from '../../template/node/expression.ts'
import { once } from '../../template/node/once.ts'
import {
  checksHelper,
  include,
  parametricHelper,
  shared,
  when,
} from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import { loadDefinition } from '../../schema/load-schema.ts'
import type { ResourcesValues } from '../../values/types/definitions.ts'
import { parseQuantity } from './quantity.ts'

/** A quantity and its path, for the advice. */
export interface NamedQuantity {
  readonly path: Operand<string>
  readonly value: Expr<string | number>
}

/** Refuses a request above its limit, because no schema can; the path is that from the umbrella's values. */
export function resourceCheck(path: string, of: Expr<ResourcesValues>): unknown {
  return include(ownResources(), { path: text`${path}`, resources: of })
}

/** Refuses one quantity above another, with advice of its own where there is some. */
export function notAbove(
  lower: NamedQuantity,
  upper: NamedQuantity,
  advice: Operand<string> = 'lower the one or raise the other',
): unknown {
  return when(
    gt(amount(lower.value), amount(upper.value)),
    fail(text`${lower.path} is above ${upper.path}: ${advice}`),
  )
}

const amountHelper = parametricHelper<{ quantity: string | number }>(
  shared('checks', 'amount'),
  'The number that a quantity stands for, to compare it with another one: 250m is 0.25, 1Ki is 1024.',
  { quantity: { type: ['string', 'number'] } },
  ({ quantity }) => raw('string', (of: unknown) => String(parseQuantity(of)))`mulf
  (regexFind "^[0-9.]+(e[-+][0-9]+)?" (toString ${quantity}))
  (get (dict "" 1 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "E" 1e18 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 "Pi" 1125899906842624 "Ei" 1152921504606846976) (regexFind "[A-Za-z]*$" (toString ${quantity})))`,
)

function amount(quantity: Expr<string | number>): Expr<number> {
  return number(include(amountHelper, { quantity }))
}

const ownResources = once(() =>
  checksHelper<{ path: string; resources: ResourcesValues }>(
    shared('checks', 'checks.resources'),
    'Refuses requests above their limits; CPU need have none.',
    { path: { type: 'string' }, resources: loadDefinition('resources') },
    ({ path, resources }) => {
      const cpu = pair(path, resources, 'cpu')
      return [when(cpu[1].value, notAbove(...cpu)), notAbove(...pair(path, resources, 'memory'))]
    },
  ),
)

function pair(
  path: Expr<string>,
  of: Expr<ResourcesValues>,
  what: 'cpu' | 'memory',
): readonly [NamedQuantity, NamedQuantity] {
  return [
    { path: text`${path}.requests.${what}`, value: at(of, `requests.${what}`) },
    { path: text`${path}.limits.${what}`, value: at(of, `limits.${what}`) },
  ]
}
