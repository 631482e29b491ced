import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr } from '../../template/node/templated.ts'
import type { PostgreSQLValues } from '../postgresql/values.ts'
import { type Credential, credentials, secretName } from '../../kubernetes/identity/credentials.ts'
import type { NamedService } from '../../kubernetes/network/further-service-model.ts'
import {
  furtherServicePolicies,
  furtherServices,
  nodePortChecks,
  nodePortsOf,
} from '../../kubernetes/network/further-services.ts'
import { monitoringFiles } from '../../kubernetes/monitoring/monitoring-files.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { backupTemplates } from './backup/backup.ts'
import type { BackupTemplates } from './backup/frame.ts'
import type { StoreBackup } from './backup/pods.ts'
import type { Provisioning } from './provisioning.ts'
import { notAbove, resourceCheck } from '../../kubernetes/pod/resource-checks.ts'
import { serviceAccount } from '../../kubernetes/identity/service-account.ts'
import { exporterObjects } from './exporter.ts'
import { clientCredentials, embedded, externalHostCheck, type NameInStore } from './store.ts'
import { issuerCheck, storeCertificate } from './store-tls.ts'
import { claimTemplates, type VolumeSnapshotOptions } from './volume-snapshots.ts'
import type { StoreValues } from './store-values.ts'

const { value } = scope<
  StoreValues & Pick<PostgreSQLValues, 'auth' | 'persistence' | 'provisioning' | 'resources'> // which all stores have alike
>()

/** What differs from store to store. */
export interface StoreOptions {
  readonly context: ComponentContext
  readonly names: Naming
  /** What an account of a client is called in it. Default: like the client. */
  readonly nameInStore?: NameInStore
  /** Keys of the store's own Secret beside `password`, which is that of its administrator. */
  readonly secret?: Readonly<Record<string, Credential>>
  /** The connection ConfigMaps. */
  readonly connections: readonly unknown[]
  /** The objects of the store itself, while the chart runs it: template file → documents. */
  readonly files: Readonly<Record<string, readonly unknown[]>>
  /** Services beside its own. Default: none. */
  readonly services?: readonly NamedService[]
  /** Whether its server can be reached over TLS. Default: true. */
  readonly tls?: false
  /** Whether clients go to its pods by name, so that its certificate is for these, too. */
  readonly members?: boolean
  /** Further names that its certificate is for. Default: none. */
  readonly furtherHosts?: readonly Expr<string>[]
  /** How its server wants its private key. Default: as cert-manager writes it. */
  readonly keyEncoding?: 'PKCS8'
  /** What the server would otherwise outgrow in operation. */
  readonly fits: readonly Fit[]
  /** Refusals of values beside those that every store has. */
  readonly checks?: readonly unknown[]
  /** Port of its exporter, where it has one. */
  readonly exporter?: number | undefined
  /** What may be said of its claim, where it has one of its own and no claim template. */
  readonly claim?: VolumeSnapshotOptions
  /** How it is dumped and restored, where it has backups; or what they add, where it makes them itself. */
  readonly backup?: StoreBackup | BackupTemplates | undefined
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

/** The templates of a store's subchart: in mode `external`, only the way to a server elsewhere. */
export function storeTemplates(store: StoreOptions): ComponentTemplates {
  const { context, names, provisioning, services = [], tls = true } = store
  const backup =
    store.backup && 'dump' in store.backup
      ? backupTemplates({ context, names, ...store.backup })
      : store.backup
  const exporter =
    store.exporter === undefined ? undefined : exporterObjects(context.name, names, store.exporter)
  const claim = store.claim && claimTemplates(context.name, names, store.claim)
  const fits = store.fits.map(({ setting, size, into }) =>
    notAbove(
      { path: `${context.name}.${setting}`, value: size },
      { path: `${context.name}.${into}`, value: value(into) },
    ),
  )
  const files = {
    'serviceaccount.yaml': [serviceAccount(names)],
    'secret.yaml': [...storeSecret(store), ...(exporter?.secret ?? [])],
    ...(tls ? { 'certificate.yaml': [storeCertificate(context.name, names, store)] } : {}),
    ...claim?.files,
    ...store.files,
    ...monitoringFiles(context, names),
    ...(exporter
      ? { 'networkpolicy.yaml': [...(store.files['networkpolicy.yaml'] ?? []), exporter.policy] }
      : {}),
    ...(services.length > 0
      ? {
          'further-services.yaml': [
            ...furtherServices(names, services),
            ...furtherServicePolicies(names, services),
          ],
        }
      : {}),
  }
  return {
    helpers: [...names.helpers, ...(provisioning?.helpers ?? []), ...(backup?.helpers ?? [])],
    files: {
      'checks.yaml': [
        externalHostCheck(context.name),
        ...(tls ? ifEmbedded([issuerCheck(context.name)]) : []),
        ...(store.checks ?? []),
        resourceCheck(`${context.name}.resources`, value('resources')),
        ...ifEmbedded(fits),
        ...ifEmbedded(nodePortChecks(context.name, nodePortsOf(services))),
        ...(exporter ? ifEmbedded([exporter.check]) : []),
        ...ifEmbedded(claim?.checks ?? []),
        ...(provisioning
          ? [
              resourceCheck(
                `${context.name}.provisioning.resources`,
                value('provisioning.resources'),
              ),
            ]
          : []),
        ...(backup?.checks ?? []),
      ],
      'connections.yaml': store.connections,
      'client-secrets.yaml': clientCredentials(context, names, store.nameInStore),
      ...Object.fromEntries(
        Object.entries(files).map(([file, objects]) => [file, ifEmbedded(objects)]),
      ),
      ...provisioning?.files,
      ...backup?.files,
    },
  }
}

function ifEmbedded(objects: readonly unknown[]): readonly unknown[] {
  return objects.map((object) => when(embedded, object))
}

function storeSecret({ context: { name }, names, secret }: StoreOptions): readonly unknown[] {
  const password = { inline: value('auth.password'), path: `${name}.auth.password` }
  return credentials(names, secretName(name), { password, ...secret })
}
