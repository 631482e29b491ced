import { type BackupTemplates, framedBackup } from './frame.ts'
import { backupName } from './model.ts'
import { type BackedUp, backupPod, restorePod } from './pods.ts'
import { dump, fetch, repository, restore, upload } from './scripts.ts'
import { backupCredentials, targetChecks, targetPolicy } from './target.ts'

/** The backups of a store by restic: each pod dumps or restores by the store's own tool. */
export function backupTemplates(store: BackedUp): BackupTemplates {
  const { context, names } = store
  const purposes = [backupName, 'restore', 'rehearse']
  return framedBackup({
    store: context.name,
    names,
    scripts: {
      'restic.sh': repository,
      'dump.sh': dump(store.dump.script),
      'upload.sh': upload,
      'fetch.sh': fetch,
      'restore.sh': restore(store.restore.script),
    },
    backup: backupPod(store),
    restore: (purpose, asked) => restorePod(store, purpose, asked),
    files: {
      'backup-secret.yaml': backupCredentials(names, context.name),
      'backup-networkpolicy.yaml': [targetPolicy(names, context.name, purposes)],
    },
    checks: targetChecks(context.name),
  })
}
