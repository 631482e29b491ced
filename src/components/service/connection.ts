import { nameOf } from '../../kubernetes/naming.ts'
import type { Connection } from '../../platform/component.ts'
import { type EdgeTo, edgeTo } from '../../platform/edge.ts'
import { text } from '../../template/expression.ts'

/** What the variables of a caller may be made of. */
export type HttpPart = 'host' | 'port' | 'address' | 'url'

/** HTTP requests to another service: `USERS_URL` for a service called `users`. */
export const call: EdgeTo<'http'> = edgeTo('http', ({ store }, as = variablePrefix(store)) => [
  `${as}_URL`,
])

/** How other components reach a service: `USERS_URL` for one that is called `users`. */
export function serviceConnection(port: number): Connection<HttpPart> {
  return {
    port,
    parts: ({ store }) => ({
      host: { in: 'template', value: nameOf(store) },
      port: { in: 'template', value: text`${port}` },
      address: { in: 'template', value: text`${nameOf(store)}:${port}` },
      url: { in: 'template', value: text`http://${nameOf(store)}:${port}` },
    }),
    prefix: ({ store }) => variablePrefix(store),
    variables: { URL: '{url}' },
  }
}

/** A component's name as the beginning of a variable's name. */
function variablePrefix(component: string): string {
  return component.toUpperCase().replaceAll('-', '_')
}
