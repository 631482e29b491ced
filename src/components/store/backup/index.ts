export { type BackupTemplates, backupTemplates } from './backup.ts'
export {
  backupFeatures,
  backupName,
  backupOption,
  type BackupOptions,
  type BackupPlan,
  backupSecretName,
  backupSecrets,
  backupSet,
  backupUsers,
  hasBackup,
} from './model.ts'
export type { StoreBackup } from './pods.ts'
