export type { BackupTemplates } from './backup.ts'
export {
  backupFeatures,
  backupName,
  backupOption,
  type BackupOptions,
  type BackupPlan,
  backupSecretName,
  backupSecrets,
  backupSet,
  hasBackup,
} from './model.ts'
export type { StoreBackup, StoreScript } from './pods.ts'
