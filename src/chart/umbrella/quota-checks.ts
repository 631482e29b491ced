import { and, at, fail, hasKey, not, or, raw, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { each, when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { ResourcesValues, SidecarValues } from '../../values/types/definitions.ts'
import type { UmbrellaValues } from '../../values/types/umbrella.ts'
import { eachAlike, type LimitedComponent, type Member } from './alike.ts'

const { value, when: whenValue } = scope<UmbrellaValues>()

type Amount = 'cpu' | 'memory'

/**
 * What the quota of the release would make impossible: a pod of which a container does not state what
 * the quota counts. Kubernetes refuses such a pod, and nothing but a missing pod tells of it; a quota on a
 * part of a thing, it refuses itself.
 */
export function quotaChecks(components: readonly LimitedComponent[]): readonly unknown[] {
  return [
    whenValue('resourceQuota.enabled', [
      each(value('resourceQuota.hard'), (amount, name) =>
        when(
          isFraction(amount, name),
          fail(text`resourceQuota.hard.${name} must be whole: only CPU has thousandths`),
        ),
      ),
      when(
        lacks('limits', 'cpu'),
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

/** Whether an amount of something else than CPU is in thousandths. */
const isFraction = (amount: Expr<string | number>, name: Expr<string>): Expr<boolean> =>
  raw(
    'boolean',
    (of: string | number, what: string) => String(of).endsWith('m') && !what.endsWith('cpu'),
  )`and (hasSuffix "m" (toString ${amount})) (not (hasSuffix "cpu" ${name}))`

/** Whether the quota counts something for which no LimitRange of the release has a default. */
function lacks(side: 'requests' | 'limits', what: Amount): Expr<boolean> {
  const hard = value('resourceQuota.hard')
  const isCounted = hasKey(hard, `${side}.${what}`)
  const isDefaulted =
    side === 'requests'
      ? value('limitRange.enabled')
      : and(value('limitRange.enabled'), value(`limitRange.default.${what}`))
  return and(side === 'requests' ? or(isCounted, hasKey(hard, what)) : isCounted, not(isDefaulted))
}

/** Of a component's own containers, which state all but perhaps a limit of CPU. */
function ownCheck({ name, value: own }: Member, path: string): unknown {
  const isStated = at(own<ResourcesValues>(path), 'limits.cpu')
  return when(not(isStated), fail(advice(text`${name}.${path}`, 'limits', 'cpu')))
}

/** Of the containers that values add, which need state nothing; a limit is the request, too. */
function extraChecks({ name, value: own, extra }: Member): readonly unknown[] {
  return extra.map((list) =>
    each(own<Readonly<Record<string, SidecarValues>>>(list), (of, container) => {
      const path = text`${name}.${list}.${container}.resources`
      return (['cpu', 'memory'] as const).flatMap((what) => {
        const hasLimit = states(of, 'limits', what)
        const hasRequest = or(states(of, 'requests', what), hasLimit)
        return [
          when(lacks('requests', what), [
            when(not(hasRequest), fail(advice(path, 'requests', what))),
          ]),
          when(lacks('limits', what), [when(not(hasLimit), fail(advice(path, 'limits', what)))]),
        ]
      })
    }),
  )
}

function states(of: Expr<SidecarValues>, side: 'requests' | 'limits', what: Amount): Expr<boolean> {
  const amounts = at(of, `resources.${side}`)
  return and(at(of, 'resources'), amounts, hasKey(amounts, what))
}

function advice(path: Expr<string>, side: 'requests' | 'limits', what: Amount): Expr<string> {
  const defaults = side === 'limits' ? ` and limitRange.default.${what}` : ''
  return text`the quota counts ${`${side}.${what}`}, so each container must state it: set ${path}.${`${side}.${what}`}, or limitRange.enabled=true${defaults}`
}
