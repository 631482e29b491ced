export {
  type BackupTemplates,
  framedBackup,
  framedPod,
  restoreEnvironment,
  type ScriptContainer,
  scriptContainer,
} from './frame.ts'
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
