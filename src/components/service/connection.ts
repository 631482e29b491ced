import { nameOf } from '../../kubernetes/naming.ts'
import type { Connection } from '../../platform/component.ts'
import { text } from '../../template/expression.ts'

/** How other components reach a service: `USERS_URL` for one that is called `users`. */
export function serviceConnection(port: number): Connection {
  return {
    port,
    environment: ({ store, as }) => [
      { name: `${as ?? variablePrefix(store)}_URL`, value: text`http://${nameOf(store)}:${port}` },
    ],
  }
}

/** A component's name as the beginning of a variable's name. */
function variablePrefix(component: string): string {
  return component.toUpperCase().replaceAll('-', '_')
}
