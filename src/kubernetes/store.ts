import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type {
  Client,
  ComponentContext,
  NamedVariable,
  SecretContract,
} from '../platform/component.ts'
import { and, choose, eq, fail, not, text } from '../template/expression.ts'
import { scope } from '../template/scope.ts'
import { when } from '../template/structure.ts'
import type { Expr, Templated } from '../template/templated.ts'
import { credentials, secretName } from './credentials.ts'
import { type Naming, nameOf } from './naming.ts'
import { clientPods, policy, tcp } from './network-door.ts'
import type { StoreValues } from './store-values.ts'

const { value, each } = scope<StoreValues>()

/** The chart runs the store itself. */
export const embedded: Expr<boolean> = eq(value('mode'), 'embedded')

/** The chart only points at a store that runs elsewhere. */
export const external: Expr<boolean> = eq(value('mode'), 'external')

/** Where clients connect to: the store's Service, or the host outside. */
export function storeHost(names: Naming): Expr<string> {
  return choose(external, value('external.host'), names.fullname)
}

/** The port that clients connect to. */
export function storePort(port: number): Expr<number> {
  return choose<number>(external, value('external.port'), port)
}

/** Name of the connection ConfigMap and of the credentials Secret of one client, by contract. */
export function connectionName(store: string, client: string): Expr<string> {
  return nameOf(store, client)
}

/**
 * One ConfigMap for each client with what it needs to connect, and nothing secret; the same keys
 * whether the store is embedded or external.
 */
export function connectionConfigMaps(
  context: ComponentContext,
  names: Naming,
  data: (client: Client) => Readonly<Record<string, Templated<string>>>,
): readonly unknown[] {
  return context.clients.map((client): Templated<IConfigMap> => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: connectionName(context.name, client.name), labels: names.labels },
    data: data(client),
  }))
}

/** One Secret for each client: its password, plain and encoded for a URL. */
export function clientCredentials(context: ComponentContext, names: Naming): readonly unknown[] {
  return context.clients.flatMap(({ name }) => {
    const inline = value(`clients.${name}.password`)
    const path = `${context.name}.clients.${name}.password`
    return credentials(names, `${context.name}-${name}`, {
      password: { inline, path },
      'url-password': { inline, path, encodes: 'password' },
    })
  })
}

/** The contract of the clients' Secrets, for the documents. */
export function clientSecrets(context: ComponentContext): readonly SecretContract[] {
  return context.clients.map(({ name }) => ({
    name: `${context.name}-${name}`,
    keys: {
      password: `password of ${name} in ${context.name}`,
      'url-password': 'the same, percent-encoded for a URL',
    },
  }))
}

/** A variable that a client reads from its connection ConfigMap. */
export function fromConnection(
  name: string,
  store: string,
  client: string,
  key: string,
): NamedVariable {
  return { name, valueFrom: { configMapKeyRef: { name: connectionName(store, client), key } } }
}

/** A variable that a client reads from its credentials Secret. */
export function fromCredentials(
  name: string,
  store: string,
  client: string,
  key: string,
): NamedVariable {
  return { name, valueFrom: { secretKeyRef: { name: secretName(`${store}-${client}`), key } } }
}

/** The way of the clients to a store outside the cluster. */
export function externalDoor(component: string, names: Naming): unknown {
  return when(
    external,
    policy(text`${names.fullname}-external`, names, {
      podSelector: clientPods(component),
      policyTypes: ['Egress'],
      egress: [
        {
          ports: [tcp(value('external.port'))],
          to: [each('external.cidrs', (cidr) => ({ ipBlock: { cidr } }))],
        },
      ],
    }),
  )
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
