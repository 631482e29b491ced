import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import type { ComponentContext } from '../../platform/component.ts'
import { and, text } from '../../template/node/expression.ts'
import type { Block, Helper } from '../../template/node/node.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr, Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { PostgreSQLValues } from '../postgresql/values.ts'
import { hashedJob } from '../../kubernetes/workload/hashed-job.ts'
import { imageReference } from '../../kubernetes/pod/image.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { clientLabel } from '../../kubernetes/network/network-policy.ts'
import { resources } from '../../kubernetes/pod/resources.ts'
import { containerSecurityContext } from '../../kubernetes/pod/security.ts'
import { type OwnAccount, passwordFile } from './own-account.ts'
import { accountSecret, embedded, type NameInStore, sameName } from './store.ts'

const { value } = scope<Pick<PostgreSQLValues, 'image' | 'provisioning'>>()

/** Where the files of the script are mounted. */
export const scriptDirectory = '/etc/provision'

/** Where the passwords of the clients are mounted, each in a file with the client's name in the store. */
export const passwordDirectory = '/run/secrets/clients'

/** What differs from store to store. */
export interface ProvisioningOptions {
  readonly context: ComponentContext
  readonly names: Naming
  /** Accounts of the store's own, which are made, too. Default: none. */
  readonly own?: readonly OwnAccount[]
  /** Template files whose change makes a new Job, beside those that every store has. Default: none. */
  readonly checksums?: readonly string[]
  /** The script, and what it reads: file name → text. */
  readonly files: Readonly<Record<string, Block | string>>
  readonly command: readonly string[]
  readonly env?: readonly TemplatedItem<IEnvVar>[]
  /** What an account of a client is called in the store. Default: like the client. */
  readonly nameInStore?: NameInStore
  readonly volumes?: readonly TemplatedItem<IVolume>[]
  readonly volumeMounts?: readonly TemplatedItem<IVolumeMount>[]
}

/** What provisions a store: a named template, and template files. */
export interface Provisioning {
  readonly helpers: readonly Helper[]
  readonly files: Readonly<Record<string, readonly unknown[]>>
}

/**
 * The Job that gives each client its own part of a store, and the ConfigMap with its script. It runs
 * again whenever the script, the clients or their inline passwords change, with the same outcome.
 */
export function provisioning(options: ProvisioningOptions): Provisioning {
  const { context, names } = options
  if (context.accounts.length === 0) return { helpers: [], files: {} }
  const job = hashedJob({
    names,
    component: context.name,
    purpose: 'provision',
    backoffLimit: value('provisioning.backoffLimit'),
    run: value('provisioning.run'),
    clientLabels: clientLabel(context.name), // it has their way through the network
    checksums: [
      'provision-configmap.yaml',
      'secret.yaml',
      'client-secrets.yaml',
      ...(options.checksums ?? []),
    ],
    container: container(options),
    volumes: [
      { name: 'script', configMap: { name: scriptName(names) } },
      clientPasswords(options),
      ...(options.volumes ?? []),
    ],
  })
  const enabled = and(embedded, value('provisioning.enabled'))
  return {
    helpers: [job.helper],
    files: {
      'provision-configmap.yaml': [when(enabled, scriptConfigMap(options))],
      'provision-job.yaml': [when(enabled, job.document)],
    },
  }
}

function scriptConfigMap({ names, files }: ProvisioningOptions): Templated<IConfigMap> {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: scriptName(names), labels: names.labels },
    data: files,
  }
}

function scriptName(names: Naming): Expr<string> {
  return text`${names.fullname}-provision`
}

function container({
  command,
  env,
  volumeMounts = [],
}: ProvisioningOptions): Templated<IContainer> {
  return {
    name: 'provision',
    image: imageReference(value('image')),
    imagePullPolicy: value('image.pullPolicy'),
    command,
    ...(env ? { env } : {}),
    resources: resources(value('provisioning.resources')),
    securityContext: containerSecurityContext,
    volumeMounts: [
      { name: 'script', mountPath: scriptDirectory, readOnly: true },
      { name: 'clients', mountPath: passwordDirectory, readOnly: true },
      ...volumeMounts,
    ],
  }
}

function clientPasswords({
  context,
  nameInStore = sameName,
  own = [],
}: ProvisioningOptions): Templated<IVolume> {
  const accounts = context.accounts.map((account) => ({
    secret: {
      name: accountSecret(context.name, account),
      items: [{ key: 'password', path: nameInStore(account.name) }],
    },
  }))
  return {
    name: 'clients',
    projected: {
      sources: [...accounts, ...own.map((account) => passwordFile(context.name, account))],
    },
  }
}
