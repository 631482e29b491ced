import { and, at, fail, hasKey, not, or, text } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { Expr } from '../../template/templated.ts'
import type { ResourcesValues, SidecarValues } from '../../values/types/definitions.ts'
import type { UmbrellaValues } from '../../values/types/umbrella.ts'
import { type LimitedComponent, resourcePaths, runsPods, workloads } from './limit-checks.ts'

const { value, when: whenValue } = scope<UmbrellaValues>()

type Amount = 'cpu' | 'memory'

/**
 * What the quota of the release would make impossible: a pod of which a container does not state what
 * the quota counts. Kubernetes refuses such a pod, and nothing but a missing pod tells of it.
 */
export function quotaChecks(components: readonly LimitedComponent[]): readonly unknown[] {
  return [
    whenValue(
      'resourceQuota.enabled',
      components.map((one) =>
        when(runsPods(one), [
          when(
            lacks('limits', 'cpu'),
            resourcePaths(one.defaults).map((path) => ownCheck(`${one.name}.${path}`)),
          ),
          ...extraChecks(one),
        ]),
      ),
    ),
  ]
}

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
function ownCheck(path: string): unknown {
  const resources = scope<Readonly<Record<string, ResourcesValues>>>().value(path)
  return when(not(at(resources, 'limits.cpu')), fail(advice(text`${path}`, 'limits', 'cpu')))
}

/** Of the containers that values add, which need state nothing; a limit is the request, too. */
function extraChecks({ name, defaults }: LimitedComponent): readonly unknown[] {
  return (['initContainers', 'sidecars'] as const)
    .filter((list) => list in defaults)
    .map((list) =>
      workloads.each(`${name}.${list}`, (of, container) => {
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
