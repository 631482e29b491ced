import type { Naming } from '../../kubernetes/naming.ts'
import { credentials, secretName } from '../../kubernetes/identity/credentials.ts'
import type { JobPodOptions } from '../../kubernetes/workload/hashed-job.ts'
import { eq, fail, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import {
  backupName,
  backupSecretName,
  type BackupTemplates,
  caFile,
  caMount,
  caVolume,
  framedBackup,
  framedPod,
  restoreEnvironment,
  type ScriptContainer,
  scriptContainer,
} from '../store/index.ts'
import type { ElasticsearchValues } from './values.ts'
import { secretDirectory } from './paths.ts'
import { restore, snapshot } from './snapshot-scripts.ts'

const { value } = scope<ElasticsearchValues>()

/** Its nodes store snapshots themselves: the pods only ask for them. */
export function elasticsearchBackup(store: string, names: Naming): BackupTemplates {
  const ca = caFile(store)
  return framedBackup({
    store,
    names,
    scripts: {
      'snapshot.sh': snapshot(store, names.fullname, ca),
      'restore.sh': restore(store, names.fullname, ca),
    },
    backup: pod(store, names, backupSecretName(store), {
      name: backupName,
      script: 'snapshot.sh',
      env: [
        { name: 'STORE', value: names.fullname },
        { name: 'KEEP', value: text`${value('backup.keep')}` },
      ],
      amount: value('backup.resources'),
    }),
    restore: (purpose, asked) =>
      pod(store, names, store, {
        name: purpose,
        script: 'restore.sh',
        env: restoreEnvironment(names, asked, [{ name: 'FROM', value: asked.from }]),
        amount: value('restore.resources'),
      }),
    files: {
      'backup-secret.yaml': credentials(names, secretName(backupSecretName(store)), {
        password: { inline: value('backup.password'), path: `${store}.backup.password` },
      }),
    },
    checks: [
      when(
        eq(value('snapshots.type'), 'none'),
        fail(`${store}.backup needs a repository: set ${store}.snapshots.type to s3 or fs`),
      ),
    ],
  })
}

function pod(
  store: string,
  names: Naming,
  secret: string,
  script: Omit<ScriptContainer, 'volumeMounts'>,
): JobPodOptions {
  return {
    ...framedPod(store, names, script.name, [
      {
        name: 'credentials',
        secret: {
          secretName: secretName(secret),
          items: [{ key: 'password', path: 'password' }],
        },
      },
      caVolume(store),
    ]),
    container: scriptContainer({
      ...script,
      volumeMounts: [
        { name: 'credentials', mountPath: secretDirectory, readOnly: true },
        caMount(store),
      ],
    }),
  }
}
