import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type {
  Account,
  ComponentContext,
  Connection,
  ConnectionPoint,
  SecretContract,
  SecretKey,
} from '../../platform/component.ts'
import { usualVariables } from '../../platform/connections.ts'
import { flattened, type PartSource, partsIn } from '../../platform/connection-parts.ts'
import { and, choose, eq, fail, not } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import { credentials, type SecretName, secretName } from '../../kubernetes/identity/credentials.ts'
import { type Naming, nameOf } from '../../kubernetes/naming.ts'
import { caFile, hasTls } from './store-tls.ts'
import type { StoreValues } from './store-values.ts'

const { value } = scope<StoreValues>()

/** The chart runs the store itself. */
export const embedded: Expr<boolean> = eq(value('mode'), 'embedded')

/** The chart only points at a store that runs elsewhere. */
export const external: Expr<boolean> = eq(value('mode'), 'external')

/** Name of the connection ConfigMap and of the credentials Secret of one client, by contract. */
export function connectionName(store: string, client: string): Expr<string> {
  return nameOf(store, client)
}

/** What the connection ConfigMap of a client holds. */
export interface ConnectionData {
  /** In every one. */
  readonly always: Readonly<Record<string, Templated<string>>>
  /** Only in that of a client whose variables are made of it. */
  readonly onDemand: Readonly<Record<string, Templated<string>>>
}

/**
 * One ConfigMap for each account with what its clients need to connect, and nothing secret; the same keys
 * whether the store is embedded or external.
 */
export function connectionConfigMaps(
  context: ComponentContext,
  names: Naming,
  connection: Pick<Connection, 'parts' | 'variables'>,
  data: (account: Account) => ConnectionData,
): readonly unknown[] {
  return context.accounts.map((account): Templated<IConfigMap> => {
    const { always, onDemand } = data(account)
    const asked = partsOf(account, context.name, connection)
    const further = Object.entries(onDemand).filter(([key]) => asked.has(key))
    return {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: connectionName(context.name, account.name), labels: names.labels },
      data: { ...always, ...Object.fromEntries(further) },
    }
  })
}

/** The parts that the variables of an account's clients are made of. */
function partsOf(
  { name, clients }: Account,
  store: string,
  connection: Pick<Connection, 'parts' | 'variables'>,
): ReadonlySet<string> {
  const parts = connection.parts({ store, client: name })
  const usual = usualVariables(connection, { store, client: name })
  const templates = clients.flatMap(({ edge }) => Object.values(edge.env ?? usual))
  return new Set(templates.flatMap((template) => partsIn(flattened(template, parts))))
}

/** What an account of a client is called in a store: `user_profiles`. */
export type NameInStore = (account: string) => string

/** The usual: like the client. */
export const sameName: NameInStore = (account) => account

/** Name of an account's Secret: `<release>-<store>-<account>`, unless the model says another. */
export function accountSecret(
  store: string,
  { name, secret }: Pick<Account, 'name'> & Pick<ConnectionPoint, 'secret'>,
): SecretName {
  return secret ?? secretName(`${store}-${name}`)
}

/** One Secret for each account: its password, plain and encoded for a URL, and in one of another name its user. */
export function clientCredentials(
  context: ComponentContext,
  names: Naming,
  nameInStore: NameInStore = sameName,
): readonly unknown[] {
  return context.accounts.flatMap((account) => {
    const inline = value(`clients.${account.name}.password`)
    const path = `${context.name}.clients.${account.name}.password`
    return credentials(names, accountSecret(context.name, account), {
      ...(account.secret === undefined ? {} : { username: { is: nameInStore(account.name) } }),
      password: { inline, path },
      'url-password': { inline, path, encodes: 'password' },
    })
  })
}

/** How a store takes over another password: its Job runs again, or its pods restart. */
export type Takeover = 'provisioning.run' | 'podAnnotations.rotated'

/** What the contracts of a store's Secrets differ in. */
export interface StoreSecrets {
  /** Keys of the store's own Secret, which only a store in the cluster has. */
  readonly keys: SecretContract['keys']
  readonly takeover: { readonly own: Takeover; readonly clients: Takeover }
  /** What an account of a client is called in it. Default: like the client. */
  readonly nameInStore?: NameInStore
}

/** The contracts of a store's Secrets: its own, and one for each client. */
export function storeSecrets(
  { name: store, accounts }: ComponentContext,
  { keys, takeover, nameInStore = sameName }: StoreSecrets,
): readonly SecretContract[] {
  const own: SecretContract = {
    name: store,
    neededWith: { mode: 'embedded' },
    takenOverBy: [`${store}.${takeover.own}`],
    keys,
  }
  const clients = accounts.map((account) =>
    clientSecret(store, account, takeover.clients, nameInStore(account.name)),
  )
  return [own, ...clients]
}

function clientSecret(
  store: string,
  { name, secret, clients }: Account,
  takeover: Takeover,
  username: string,
): SecretContract {
  const users = [...new Set(clients.map((client) => client.name))]
  return {
    ...(secret === undefined ? { name: `${store}-${name}` } : { name: secret, isWhole: true }),
    knownWith: { mode: 'external' },
    takenOverBy: [
      `${store}.${takeover}`,
      ...users.map((client) => `${client}.podAnnotations.rotated`),
    ],
    keys: {
      ...(secret === undefined
        ? {}
        : { username: { holds: `\`${username}\`, the user in ${store}`, is: username } }),
      password: password(`password of ${name} in ${store}`),
      'url-password': { holds: 'the same, percent-encoded for a URL', encodes: 'password' },
    },
  }
}

/** A password: letters and digits alone need no care in a URL, a shell or a configuration file. */
export function password(holds: string): SecretKey {
  return { holds, random: 32 }
}

/** The parts that every store has beside those of its kind. */
export type StorePart = 'ca-file' | 'password' | 'url-password'

/** Parts of a connection that the store's chart tells each client, and those made of them. */
export function storeParts<Key extends string, Name extends string>(
  { store, client, secret: named }: ConnectionPoint,
  keys: readonly Key[],
  composed: Readonly<Record<Name, string>>,
): Readonly<Record<Key | Name | StorePart, PartSource>> {
  const config = connectionName(store, client)
  const secret = accountSecret(store, { name: client, secret: named })
  const inSecret = ['password', 'url-password', ...(named === undefined ? [] : ['username'])]
  const told = keys.map((key) => [key, { in: 'config', name: config, key }])
  const kept = inSecret.map((key) => [key, { in: 'secret', name: secret, key }])
  const made = Object.entries(composed).map(([name, template]) => [name, { in: 'parts', template }])
  const ca = { in: 'template', value: choose(hasTls(store), caFile(store), '') }
  return Object.fromEntries([...told, ...kept, ...made, ['ca-file', ca]]) as Readonly<
    Record<Key | Name | StorePart, PartSource>
  > // one entry for each name
}

/** Refuses to render an external store without an address. */
export function externalHostCheck(component: string): unknown {
  return when(
    and(external, not(value('external.host'))),
    fail(
      `${component}.mode is external: set ${component}.external.host to the address of the server`,
    ),
  )
}
