import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { ConnectionPoint } from '../../platform/component.ts'
import { connectionEnvironment, type PartSource } from '../../platform/connection-parts.ts'
import { when } from '../../template/node/structure.ts'
import type { TemplatedItem } from '../../template/node/templated.ts'
import { caFile, hasTls } from './store-tls.ts'

/** What a connection gives its clients, by variables with one prefix. */
interface PrefixedConnection<Name extends string> {
  parts(to: ConnectionPoint): Readonly<Record<string, PartSource>>
  readonly prefix: string
  readonly variables: Readonly<Record<Name, string>>
}

/** What the container of a wait logs in with: these of the client's variables, and the CA behind TLS. */
export function waitEnvironment<Name extends string>(
  { parts, prefix, variables }: PrefixedConnection<Name>,
  to: ConnectionPoint,
  names: readonly NoInfer<Name>[],
): readonly TemplatedItem<IEnvVar>[] {
  const account = Object.fromEntries(names.map((name) => [`${prefix}_${name}`, variables[name]]))
  return [
    ...connectionEnvironment(account, parts(to), prefix),
    when(hasTls(to.store), { name: `${prefix}_CA_FILE`, value: caFile(to.store) }),
  ]
}
