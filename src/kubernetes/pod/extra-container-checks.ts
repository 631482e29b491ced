import { and, at, defaultTo, eq, fail, hasKey, ne, text } from '../../template/node/expression.ts'
import { once } from '../../template/node/once.ts'
import { scope } from '../../template/node/scope.ts'
import { checksHelper, each, include, shared, when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import { loadDefinition } from '../../schema/load-schema.ts'
import type { ContainerPortValues, SidecarValues } from '../../values/types/definitions.ts'
import type { ServiceValues } from '../../components/workload/values.ts'
import { mountCheck, type PodVolumes } from './mount-check.ts'
import { type NamedQuantity, notAbove } from './resource-checks.ts'

const values = scope<Pick<ServiceValues, 'initContainers' | 'sidecars'>>()

/** What no schema can say of the containers that the values add to a pod. */
export function extraContainerChecks(pod: PodVolumes): readonly unknown[] {
  const ofEach = (list: 'initContainers' | 'sidecars'): unknown =>
    values.each(list, (container, name) => {
      const path = text`${pod.component}.${list}.${name}`
      return include(containerChecks(), { path, container, ...pod })
    })
  return [nameCheck(pod.component), ofEach('initContainers'), ofEach('sidecars')]
}

const containerChecks = once(() =>
  checksHelper<{
    path: string
    container: SidecarValues
    component: string
    own: readonly string[]
  }>(
    shared('checks', 'checks.container'),
    'Refuses what no container could be, of one that the values add to a pod.',
    {
      path: { type: 'string' },
      container: loadDefinition('sidecar'),
      component: { type: 'string' },
      own: { type: 'array', items: { type: 'string' } },
    },
    ({ path, container, ...pod }) => [
      amountChecks(container, path),
      mountCheck(text`${path}.volumeMounts`, at(container, 'volumeMounts'), pod),
      portCheck(container, path),
    ],
  ),
)

/** Where both are given, because neither need be. */
function amountChecks(of: Expr<SidecarValues>, path: Expr<string>): unknown {
  const [requests, limits] = [at(of, 'resources.requests'), at(of, 'resources.limits')]
  const check = (what: 'cpu' | 'memory'): unknown => {
    const quantity = (side: 'requests' | 'limits'): NamedQuantity => ({
      path: text`${path}.resources.${side}.${what}`,
      value: at(of, `resources.${side}.${what}`),
    })
    const isComparable = and(hasKey(requests, what), hasKey(limits, what))
    return when(isComparable, notAbove(quantity('requests'), quantity('limits')))
  }
  return when(and(at(of, 'resources'), requests, limits), [check('cpu'), check('memory')])
}

/** Server-side apply knows ports by number and protocol, and refuses one that is there twice. */
function portCheck(of: Expr<SidecarValues>, path: Expr<string>): unknown {
  const ports = at(of, 'ports')
  return each(ports, (port, name) =>
    each(ports, (other, otherName) =>
      when(
        and(
          ne(name, otherName),
          eq(at(port, 'containerPort'), at(other, 'containerPort')),
          eq(protocol(port), protocol(other)),
        ),
        fail(text`${path}.ports names the port ${at(port, 'containerPort')} twice: leave one out`),
      ),
    ),
  )
}

const protocol = (of: Expr<ContainerPortValues>): Expr<string> =>
  defaultTo<string>(at(of, 'protocol'), 'TCP')

/** A pod has no two containers of one name. */
function nameCheck(component: PodVolumes['component']): unknown {
  return values.each('sidecars', (_, name) =>
    when(
      hasKey(values.value('initContainers'), name),
      fail(
        text`${component}.initContainers and ${component}.sidecars both have ${name}: rename one of them`,
      ),
    ),
  )
}
