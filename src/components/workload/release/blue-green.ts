import type { Labels, Naming } from '../../../kubernetes/naming.ts'
import { and, eq, fail, not } from '../../../template/node/expression.ts'
import { scope } from '../../../template/node/scope.ts'
import { mapping, when } from '../../../template/node/structure.ts'
import type { Templated } from '../../../template/node/templated.ts'
import type { ServiceValues } from '../values.ts'
import type { Release } from './release.ts'

const { value } = scope<ServiceValues>()

/** The pods of the active colour. A switch changes what Services select, and nothing else. */
export function activePods({ label }: Release, names: Naming): Templated<Labels> {
  return mapping<Labels>(names.selectorLabels, { [label]: value('active') })
}

/** Refuses to lead requests to a colour that has no pods. */
export function activeChecks({ tracks }: Release, component: string): readonly unknown[] {
  return tracks.map((colour) =>
    when(
      and(eq(value('active'), colour), not(value(`${colour}.replicas`))),
      fail(
        `${component}.active is ${colour}, which has no pods: set ${component}.${colour}.replicas, and make it active once they are ready`,
      ),
    ),
  )
}
