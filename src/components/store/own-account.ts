import type { ISecretProjection } from 'kubernetes-models/v1/SecretProjection'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Templated } from '../../template/node/templated.ts'
import { backupName, type BackupOptions, hasBackup } from './backup/model.ts'
import { exporterName, type ExporterOptions, hasExporter } from './exporter-model.ts'

/** An account of a store that is no client's, and whose Secret is `<release>-<store>-<account>`. */
export type OwnAccount = typeof backupName | typeof exporterName | 'standby'

/** Those that a store has. */
export function ownAccounts(model: BackupOptions & ExporterOptions): readonly OwnAccount[] {
  return [...(hasExporter(model) ? [exporterName] : []), ...(hasBackup(model) ? [backupName] : [])]
}

/** Its password in a volume, in a file with the name of the account. */
export function passwordFile(
  store: string,
  account: OwnAccount,
): { readonly secret: Templated<ISecretProjection> } {
  return {
    secret: {
      name: secretName(`${store}-${account}`),
      items: [{ key: 'password', path: account }],
    },
  }
}
