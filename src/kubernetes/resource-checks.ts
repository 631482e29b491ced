import { and, at, fail, gt, number, type Operand, raw, text } from '../template/node/expression.ts'
import type { Helper } from '../template/node/node.ts'
import { include, parametricHelper, when } from '../template/node/structure.ts'
import type { Expr } from '../template/node/templated.ts'
import type { ResourcesValues } from '../values/types/definitions.ts'
import { parseQuantity } from './quantity.ts'

/** How a chart compares quantities: the named template, and what it refuses. */
export interface ResourceChecks {
  readonly helper: Helper
  /** Refuses a request above its limit; the path is that from the umbrella's values. */
  readonly resources: (path: string, of: Expr<ResourcesValues>) => readonly unknown[]
  /** Refuses one quantity above another, with advice of its own where there is some. */
  readonly notAbove: (
    lower: NamedQuantity,
    upper: NamedQuantity,
    advice?: Operand<string>,
  ) => unknown
}

/** A quantity and its path, for the advice. */
export interface NamedQuantity {
  readonly path: Operand<string>
  readonly value: Expr<string | number>
}

/** What a chart refuses of quantities, because no schema can compare two values. */
export function resourceChecks(chart: string): ResourceChecks {
  const helper = amountHelper(chart)
  const amount = (quantity: Expr<string | number>): Expr<number> =>
    number(include(helper, { quantity }))
  const above = (lower: NamedQuantity, upper: NamedQuantity): Expr<boolean> =>
    gt(amount(lower.value), amount(upper.value))
  return {
    helper,
    resources: (path, of) => {
      const pair = (what: 'cpu' | 'memory'): readonly [NamedQuantity, NamedQuantity] => [
        { path: `${path}.requests.${what}`, value: at(of, `requests.${what}`) },
        { path: `${path}.limits.${what}`, value: at(of, `limits.${what}`) },
      ]
      const [cpu, limit] = pair('cpu')
      return [
        when(and(limit.value, above(cpu, limit)), failure(cpu, limit)),
        when(above(...pair('memory')), failure(...pair('memory'))),
      ]
    },
    notAbove: (lower, upper, advice) => when(above(lower, upper), failure(lower, upper, advice)),
  }
}

function failure(
  lower: NamedQuantity,
  upper: NamedQuantity,
  advice: Operand<string> = 'lower the one or raise the other',
): Expr<string> {
  return fail(text`${lower.path} is above ${upper.path}: ${advice}`)
}

function amountHelper(
  chart: string,
): Helper & { readonly '~args'?: { quantity: string | number } } {
  return parametricHelper<{ quantity: string | number }>(
    `${chart}.amount`,
    'The number that a quantity stands for, to compare it with another one: 250m is 0.25, 1Ki is 1024.',
    { quantity: { type: ['string', 'number'] } },
    ({ quantity }) => raw('string', (of: unknown) => String(parseQuantity(of)))`mulf
  (regexFind "^[0-9.]+(e[-+][0-9]+)?" (toString ${quantity}))
  (get (dict "" 1 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "P" 1e15 "E" 1e18 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 "Pi" 1125899906842624 "Ei" 1152921504606846976) (regexFind "[A-Za-z]*$" (toString ${quantity})))`,
  )
}
