import type { ConnectionPoint, NamedVariable } from '../platform/component.ts'
import { and, text } from '../template/expression.ts'
import { scope } from '../template/scope.ts'
import { when } from '../template/structure.ts'
import type { Templated } from '../template/templated.ts'
import type { Naming } from './naming.ts'
import { external, fromConnection, fromCredentials } from './store.ts'
import type { StoreValues } from './store-values.ts'

const { value } = scope<
  StoreValues & { readonly external: StoreValues['external'] & { readonly tls: boolean } }
>()

/** Name of a URL's scheme, and the one behind TLS. */
export interface Schemes {
  readonly plain: string
  readonly tls: string
}

/** The keys of a connection ConfigMap that say where a store is. */
export function whereabouts(
  names: Naming,
  schemes: Schemes,
  port: number,
): Readonly<Record<'scheme' | 'host' | 'port', Templated<string>>> {
  return {
    scheme: when(and(external, value('external.tls')), schemes.tls, schemes.plain),
    host: when(external, value('external.host'), names.fullname),
    port: when(external, text`${value('external.port')}`, String(port)),
  }
}

/** The variables that say where a store is, and who its client is. */
export function accountVariables(
  { store, client }: ConnectionPoint,
  as: string,
): readonly NamedVariable[] {
  return [
    fromConnection(`${as}_SCHEME`, store, client, 'scheme'),
    fromConnection(`${as}_HOST`, store, client, 'host'),
    fromConnection(`${as}_PORT`, store, client, 'port'),
    fromConnection(`${as}_USERNAME`, store, client, 'username'),
    fromCredentials(`${as}_PASSWORD`, store, client, 'password'),
  ]
}

/** The URL of a store, and what it is made of beside the account: it needs those variables before it. */
export function urlVariables(
  { store, client }: ConnectionPoint,
  as: string,
): readonly NamedVariable[] {
  const account = `$(${as}_USERNAME):$(${as}_URL_PASSWORD)`
  return [
    fromConnection(`${as}_URL_ADDRESS`, store, client, 'url-address'),
    fromCredentials(`${as}_URL_PASSWORD`, store, client, 'url-password'),
    { name: `${as}_URL`, value: `$(${as}_SCHEME)://${account}@$(${as}_URL_ADDRESS)` },
  ]
}
