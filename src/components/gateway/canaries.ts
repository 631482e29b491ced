import type { ComponentContext } from '../../platform/component.ts'
import { and, fail, lt, not, text } from '../../template/node/expression.ts'
import { isHere } from '../workload/index.ts'
import { routedElsewhere } from './elsewhere.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'

/** The services behind a gateway that have a version on trial. */
export function canaries({ uses }: ComponentContext): readonly string[] {
  return uses.flatMap(({ edge, component }) => (component?.connection?.canary ? [edge.to] : []))
}

/** What the checks look at, by component. */
interface Looked {
  readonly enabled: boolean
  readonly canaries: Readonly<Record<string, { readonly weight: number }>>
  readonly stable: { readonly replicas: number }
  readonly canary: { readonly replicas: number }
}

const { value } = scope<Readonly<Record<string, Looked>>>()

/** Refuses to lead requests to a set of pods that has none. */
export function canaryChecks(context: ComponentContext): readonly unknown[] {
  return canaries(context).flatMap((service) => {
    const weight = value(`${context.name}.canaries.${service}.weight`)
    const [stable, canary] = [
      value(`${service}.stable.replicas`),
      value(`${service}.canary.replicas`),
    ]
    const mayLeave = routedElsewhere(service, context) !== undefined
    const are = and(
      value(`${context.name}.enabled`),
      value(`${service}.enabled`),
      ...(mayLeave ? [isHere(service)] : []),
    )
    const share = text`${context.name}.canaries.${service}.weight is ${weight}`
    return [
      ...(mayLeave
        ? [
            when(
              and(value(`${context.name}.enabled`), weight, not(isHere(service))),
              fail(
                text`${share}, but ${service} runs elsewhere, by global.services.${service}.mode: set the weight to 0`,
              ),
            ),
          ]
        : []),
      when(
        and(are, weight, not(canary)),
        fail(
          text`${share}, but ${service}.canary has no pods: set ${service}.canary.replicas, and the weight once they are ready`,
        ),
      ),
      when(
        and(are, lt(weight, 100), canary, not(stable)),
        fail(
          text`${share}, but ${service}.stable, which gets the rest, has no pods: set ${service}.stable.replicas`,
        ),
      ),
    ]
  })
}
