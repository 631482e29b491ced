import type { ConnectionPoint, NamedVariable } from '../platform/component.ts'
import { and, text } from '../template/expression.ts'
import { scope } from '../template/scope.ts'
import { when } from '../template/structure.ts'
import type { Templated } from '../template/templated.ts'
import type { Naming } from './naming.ts'
import { connectionVariables, external } from './store.ts'
import type { StoreValues } from './store-values.ts'

const { value } = scope<
  StoreValues & { readonly external: StoreValues['external'] & { readonly tls: boolean } }
>()

/** Name of a URL's scheme, and the one behind TLS. */
export interface Schemes {
  readonly plain: string
  readonly tls: string
}

/** The key of a connection ConfigMap that says how a URL begins, where that depends on TLS. */
export function urlScheme({ plain, tls }: Schemes): Readonly<Record<'scheme', Templated<string>>> {
  return { scheme: when(and(external, value('external.tls')), tls, plain) }
}

/** The keys of a connection ConfigMap that say where a store is. */
export function whereabouts(
  names: Naming,
  port: number,
): Readonly<Record<'host' | 'port', Templated<string>>> {
  return {
    host: when(external, value('external.host'), names.fullname),
    port: when(external, text`${value('external.port')}`, String(port)),
  }
}

/** The variables that say where a store is, and who its client is. */
export function accountVariables(to: ConnectionPoint, as: string): readonly NamedVariable[] {
  return connectionVariables(to, {
    [`${as}_SCHEME`]: 'scheme',
    [`${as}_HOST`]: 'host',
    [`${as}_PORT`]: 'port',
    [`${as}_USERNAME`]: 'username',
    [`${as}_PASSWORD`]: 'password',
  })
}

/** The URL of a store, and what it is made of beside the account: it needs those variables before it. */
export function urlVariables(
  to: ConnectionPoint,
  as: string,
  scheme = `$(${as}_SCHEME)`,
): readonly NamedVariable[] {
  const account = `$(${as}_USERNAME):$(${as}_URL_PASSWORD)`
  return [
    ...connectionVariables(to, {
      [`${as}_URL_ADDRESS`]: 'url-address',
      [`${as}_URL_PASSWORD`]: 'url-password',
    }),
    { name: `${as}_URL`, value: `${scheme}://${account}@$(${as}_URL_ADDRESS)` },
  ]
}
