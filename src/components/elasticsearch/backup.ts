import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { Naming } from '../../kubernetes/naming.ts'
import { credentials, secretName } from '../../kubernetes/identity/credentials.ts'
import { clientLabel } from '../../kubernetes/network/network-policy.ts'
import { imageReference } from '../../kubernetes/pod/image.ts'
import { resourceCheck } from '../../kubernetes/pod/resource-checks.ts'
import { resources } from '../../kubernetes/pod/resources.ts'
import { containerSecurityContext } from '../../kubernetes/pod/security.ts'
import { cronJob } from '../../kubernetes/workload/cron-job.ts'
import { hashedJob, type JobPodOptions } from '../../kubernetes/workload/hashed-job.ts'
import { and, choose, eq, fail, not, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr, Templated, TemplatedItem } from '../../template/node/templated.ts'
import {
  backupName,
  backupSecretName,
  type BackupTemplates,
  caFile,
  caMount,
  caVolume,
  embedded,
} from '../store/index.ts'
import type { ElasticsearchValues } from './values.ts'
import { secretDirectory } from './paths.ts'
import { restore, snapshot } from './snapshot-scripts.ts'

const { value } = scope<ElasticsearchValues>()

/** Where the scripts are mounted. */
const scriptDirectory = '/etc/backup'

/** The CronJob that makes snapshots, the Job that brings one back, and what they need. */
export function elasticsearchBackup(store: string, names: Naming): BackupTemplates {
  const enabled = and(embedded, value('backup.enabled'))
  const job = hashedJob({
    ...restorePod(store, names, 'restore', {
      from: value('restore.from'),
      mode: choose(value('restore.rehearse'), 'rehearse', 'restore'),
    }),
    checksums: ['backup-configmap.yaml'],
    run: value('restore.run'),
    ...limitsOf('restore'),
  })
  const files: BackupTemplates['files'] = {
    'backup-configmap.yaml': [scripts(store, names)],
    'backup-secret.yaml': credentials(names, secretName(backupSecretName(store)), {
      password: { inline: value('backup.password'), path: `${store}.backup.password` },
    }),
    'backup-cronjob.yaml': [
      cronJob({
        names,
        name: text`${names.fullname}-${backupName}`,
        schedule: value('backup.schedule'),
        concurrencyPolicy: 'Forbid',
        limits: limitsOf('backup'),
        pod: pod(store, names, backupName, {
          script: 'snapshot.sh',
          secret: secretName(backupSecretName(store)),
          env: [{ name: 'KEEP', value: text`${value('backup.keep')}` }],
        }),
      }),
    ],
    'restore-job.yaml': [when(value('restore.from'), job.document)],
    'rehearse-cronjob.yaml': [
      when(
        value('restore.rehearsals.enabled'),
        cronJob({
          names,
          name: text`${names.fullname}-rehearse`,
          schedule: value('restore.rehearsals.schedule'),
          concurrencyPolicy: 'Forbid',
          limits: limitsOf('restore'),
          pod: restorePod(store, names, 'rehearse', { from: 'latest', mode: 'rehearse' }),
        }),
      ),
    ],
  }
  return {
    helpers: [job.helper],
    files: Object.fromEntries(
      Object.entries(files).map(([file, all]) => [file, all.map((one) => when(enabled, one))]),
    ),
    checks: [
      ...(['backup', 'restore'] as const).map((one) =>
        when(enabled, resourceCheck(`${store}.${one}.resources`, value(`${one}.resources`))),
      ),
      when(
        and(enabled, eq(value('snapshots.type'), 'none')),
        fail(`${store}.backup needs a repository: set ${store}.snapshots.type to s3 or fs`),
      ),
      when(
        and(embedded, not(value('backup.enabled')), value('restore.from')),
        fail(`${store}.restore.from needs ${store}.backup.enabled=true`),
      ),
    ],
  }
}

const limitsOf = (of: 'backup' | 'restore') => ({
  backoffLimit: value(`${of}.backoffLimit`),
  activeDeadlineSeconds: value(`${of}.activeDeadlineSeconds`),
})

const configMapName = (names: Naming): Expr<string> => text`${names.fullname}-${backupName}`

function scripts(store: string, names: Naming): Templated<IConfigMap> {
  const ca = caFile(store)
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: configMapName(names), labels: names.labels },
    data: {
      'snapshot.sh': snapshot(store, names.fullname, ca),
      'restore.sh': restore(store, names.fullname, ca),
    },
  }
}

function restorePod(
  store: string,
  names: Naming,
  purpose: string,
  { from, mode }: { readonly from: Expr<string> | string; readonly mode: Expr<string> | string },
): JobPodOptions {
  return pod(store, names, purpose, {
    script: 'restore.sh',
    secret: secretName(store),
    env: [
      { name: 'MODE', value: mode },
      { name: 'FROM', value: from },
      { name: 'REQUEST', value: text`${from}/${value('restore.run')}` },
      { name: 'OVERWRITE', value: text`${value('restore.overwrite')}` },
    ],
  })
}

interface Step {
  readonly script: string
  readonly secret: Expr<string>
  readonly env: readonly TemplatedItem<IEnvVar>[]
}

function pod(store: string, names: Naming, purpose: string, step: Step): JobPodOptions {
  return {
    names,
    component: store,
    purpose,
    clientLabels: clientLabel(store), // it has their way through the network
    container: container(store, names, purpose, step),
    volumes: [
      { name: 'scripts', configMap: { name: configMapName(names) } },
      {
        name: 'credentials',
        secret: { secretName: step.secret, items: [{ key: 'password', path: 'password' }] },
      },
      caVolume(store),
    ],
  }
}

function container(
  store: string,
  names: Naming,
  name: string,
  { script, env }: Step,
): Templated<IContainer> {
  const amount = script === 'restore.sh' ? value('restore.resources') : value('backup.resources')
  return {
    name,
    image: imageReference(value('image')),
    imagePullPolicy: value('image.pullPolicy'),
    command: ['bash', `${scriptDirectory}/${script}`],
    env: [{ name: 'STORE', value: names.fullname }, ...env],
    resources: resources(amount),
    securityContext: containerSecurityContext,
    volumeMounts: [
      { name: 'scripts', mountPath: scriptDirectory, readOnly: true },
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      caMount(store),
    ],
  }
}
