import { notAbove } from '../../kubernetes/pod/resource-checks.ts'
import { defaultTo, replace, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { ResourcesValues } from '../../values/types/definitions.ts'
import { embedded } from './store.ts'

const { value } = scope<{ readonly heap: string; readonly resources: ResourcesValues }>()

/** How Java is told the size of its heap: `-Xms1g -Xmx1g` for `1Gi`. */
export function javaHeap(size: Expr<string>): Expr<string> {
  const heap = replace('Gi', 'g', replace('Mi', 'm', size))
  return text`-Xms${heap} -Xmx${heap}`
}

/** Refuses a heap above the memory limit, and says what else needs room. */
export function heapCheck(name: string, other: string): unknown {
  return when(
    embedded,
    notAbove(
      { path: `${name}.heap`, value: defaultTo(value('heap'), '0') },
      { path: `${name}.resources.limits.memory`, value: value('resources.limits.memory') },
      `a heap of half the limit leaves room for ${other}`,
    ),
  )
}
