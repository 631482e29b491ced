import type { ComponentContext, ComponentTemplates } from '../platform/component.ts'
import { scope } from '../template/node/scope.ts'
import { when } from '../template/node/structure.ts'
import type { Expr } from '../template/node/templated.ts'
import type { PostgreSQLValues } from '../values/types/postgresql.ts'
import { type Credential, credentials } from './credentials.ts'
import { type ExternalAddress, externalAddress } from './external-address.ts'
import type { NamedService } from './further-service-model.ts'
import {
  furtherServiceDoors,
  furtherServices,
  nodePortChecks,
  nodePortsOf,
} from './further-services.ts'
import { type ImageNaming, imageNaming } from './image.ts'
import { type Naming, naming } from './naming.ts'
import type { Provisioning } from './provisioning.ts'
import { resourceChecks } from './resource-checks.ts'
import { serviceAccount } from './service-account.ts'
import { clientCredentials, embedded, externalHostCheck } from './store.ts'
import { issuerCheck, storeCertificate } from './store-tls.ts'
import type { StoreValues } from './store-values.ts'

const { value } = scope<
  StoreValues & Pick<PostgreSQLValues, 'auth' | 'persistence' | 'provisioning' | 'resources'> // which all stores have alike
>()

/** How the chart of a store spells its names, its image, and the address of an external server. */
export interface StoreNaming {
  readonly names: Naming
  readonly images: ImageNaming
  readonly address: ExternalAddress
}

/** What differs from store to store. */
export interface StoreOptions extends StoreNaming {
  readonly context: ComponentContext
  /** Keys of the store's own Secret beside `password`, which is that of its administrator. */
  readonly secret?: Readonly<Record<string, Credential>>
  /** The connection ConfigMaps. */
  readonly connections: readonly unknown[]
  /** The objects of the store itself, while the chart runs it: template file → documents. */
  readonly files: Readonly<Record<string, readonly unknown[]>>
  /** Services beside its own. Default: none. */
  readonly services?: readonly NamedService[]
  /** Whether clients go to its pods by name, so that its certificate is for these, too. */
  readonly members?: boolean
  /** What the server would otherwise outgrow in operation. */
  readonly fits: readonly Fit[]
  /** Refusals of values beside those that every store has. */
  readonly checks?: readonly unknown[]
  /** What gives each client its own part. Default: nothing, where the server does so at its start. */
  readonly provisioning?: Provisioning
}

/** A size in the configuration of a server, and what must be as large. */
export interface Fit {
  /** Key of the size: `config.shared_buffers`. */
  readonly setting: string
  /** The size as a Kubernetes quantity. */
  readonly size: Expr<string>
  readonly into: 'persistence.size' | 'resources.limits.memory'
}

/** Names for a store; `role` is what it does in the platform. */
export function storeNaming({ name, platform }: ComponentContext, role: string): StoreNaming {
  return {
    names: naming(name, role, platform),
    images: imageNaming(name),
    address: externalAddress(name),
  }
}

/** The templates of a store's subchart: in mode `external`, only the way to a server elsewhere. */
export function storeTemplates(store: StoreOptions): ComponentTemplates {
  const { context, names, images, address, provisioning, services = [] } = store
  const amounts = resourceChecks(context.name)
  const fits = store.fits.map(({ setting, size, into }) =>
    amounts.notAbove(
      { path: `${context.name}.${setting}`, value: size },
      { path: `${context.name}.${into}`, value: value(into) },
    ),
  )
  const files = {
    'serviceaccount.yaml': [serviceAccount(names)],
    'secret.yaml': storeSecret(store),
    'certificate.yaml': [storeCertificate(context.name, names, store.members)],
    ...store.files,
    ...(services.length > 0
      ? {
          'further-services.yaml': [
            ...furtherServices(names, services),
            ...furtherServiceDoors(names, services),
          ],
        }
      : {}),
  }
  return {
    helpers: [
      ...names.helpers,
      images.helper,
      amounts.helper,
      address.helper,
      ...(provisioning?.helpers ?? []),
    ],
    files: {
      'checks.yaml': [
        externalHostCheck(context.name),
        ...ifEmbedded([issuerCheck(context.name)]),
        ...(store.checks ?? []),
        ...amounts.resources(`${context.name}.resources`, value('resources')),
        ...ifEmbedded(fits),
        ...ifEmbedded(nodePortChecks(context.name, nodePortsOf(services))),
        ...(provisioning
          ? amounts.resources(
              `${context.name}.provisioning.resources`,
              value('provisioning.resources'),
            )
          : []),
      ],
      'connections.yaml': store.connections,
      'client-secrets.yaml': clientCredentials(context, names),
      ...Object.fromEntries(
        Object.entries(files).map(([file, objects]) => [file, ifEmbedded(objects)]),
      ),
      ...provisioning?.files,
    },
  }
}

function ifEmbedded(objects: readonly unknown[]): readonly unknown[] {
  return objects.map((object) => when(embedded, object))
}

function storeSecret({ context: { name }, names, secret }: StoreOptions): readonly unknown[] {
  const password = { inline: value('auth.password'), path: `${name}.auth.password` }
  return credentials(names, name, { password, ...secret })
}
