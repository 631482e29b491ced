import { type NamedQuantity, notAbove } from '../../kubernetes/pod/resource-checks.ts'
import { and, at, hasKey, not, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { each, when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { ResourcesValues, SidecarValues } from '../../values/types/definitions.ts'
import type { UmbrellaValues } from '../../values/types/umbrella.ts'
import { eachAlike, type LimitedComponent, type Member } from './alike.ts'

const { value, when: whenValue } = scope<UmbrellaValues>()

type Amount = 'cpu' | 'memory'

/**
 * What the LimitRange of the release would make impossible: its defaults below each other, or a
 * default limit below what a container asks for that states none.
 */
export function limitChecks(components: readonly LimitedComponent[]): readonly unknown[] {
  const cpu = value('limitRange.default.cpu')
  return [
    whenValue('limitRange.enabled', [
      when(cpu, notAbove(amountOf('defaultRequest', 'cpu'), amountOf('default', 'cpu'))),
      notAbove(amountOf('defaultRequest', 'memory'), amountOf('default', 'memory')),
      when(
        cpu,
        eachAlike(components, 'resources', (one) => [
          when(
            one.runsPods,
            one.resources.map((path) => ownCheck(one, path)),
          ),
        ]),
      ),
      ...eachAlike(components, 'extra', (one) => [when(one.runsPods, extraChecks(one))]),
    ]),
  ]
}

function amountOf(side: 'default' | 'defaultRequest', what: Amount): NamedQuantity {
  return { path: `limitRange.${side}.${what}`, value: value(`limitRange.${side}.${what}`) }
}

/** Of a component's own containers, which always state their memory. */
function ownCheck({ name, value: own }: Member, path: string): unknown {
  const resources = own<ResourcesValues>(path)
  return when(
    not(at(resources, 'limits.cpu')),
    notAbove(
      { path: text`${name}.${path}.requests.cpu`, value: at(resources, 'requests.cpu') },
      amountOf('default', 'cpu'),
      text`set ${name}.${path}.limits.cpu, or raise limitRange.default.cpu`,
    ),
  )
}

/** Of the containers that values add, which need state nothing. */
function extraChecks({ name, value: own, extra }: Member): readonly unknown[] {
  return extra.map((list) =>
    each(own<Readonly<Record<string, SidecarValues>>>(list), (of, container) => {
      const path = text`${name}.${list}.${container}.resources`
      return when(and(at(of, 'resources'), at(of, 'resources.requests')), [
        extraCheck(of, path, 'cpu'),
        extraCheck(of, path, 'memory'),
      ])
    }),
  )
}

function extraCheck(of: Expr<SidecarValues>, path: Expr<string>, what: Amount): unknown {
  const limits = at(of, 'resources.limits')
  const isDefaulted = not(and(limits, hasKey(limits, what)))
  return when(
    and(
      hasKey(at(of, 'resources.requests'), what),
      isDefaulted,
      value(`limitRange.default.${what}`),
    ),
    notAbove(
      { path: text`${path}.requests.${what}`, value: at(of, `resources.requests.${what}`) },
      amountOf('default', what),
      text`set ${path}.limits.${what}, or raise limitRange.default.${what}`,
    ),
  )
}
