import { replace, text } from '../../template/node/expression.ts'
import type { Expr } from '../../template/node/templated.ts'

/** How Java is told the size of its heap: `-Xms1g -Xmx1g` for `1Gi`. */
export function javaHeap(size: Expr<string>): Expr<string> {
  const heap = replace('Gi', 'g', replace('Mi', 'm', size))
  return text`-Xms${heap} -Xmx${heap}`
}
