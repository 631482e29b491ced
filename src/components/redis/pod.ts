import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IPodTemplateSpec } from 'kubernetes-models/v1/PodTemplateSpec'
import type { ISecretProjection } from 'kubernetes-models/v1/SecretProjection'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { type SecretName, secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { podTemplate } from '../../kubernetes/pod/pod.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import {
  accountSecret,
  certificateDirectory,
  certificateMount,
  certificateVolume,
  type BackupOptions,
  type ExporterOptions,
  hasBackup,
  hasExporter,
  hasTls,
  ownAccounts,
  passwordFile,
} from '../store/index.ts'
import { dataVolume } from '../../kubernetes/workload/volume-claim.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { choose, text } from '../../template/node/expression.ts'
import type { Templated, TemplatedItem } from '../../template/node/templated.ts'
import { configDirectory, passwordDirectory, userDirectory } from './configuration.ts'
import { administrator, redisPort } from './contract.ts'
import { redisExporter, socketDirectory } from './exporter.ts'

/** The pod of a Redis server. */
export function redisPod(
  context: ComponentContext,
  model: BackupOptions & ExporterOptions & { readonly priority: Priority },
  names: Naming,
): Templated<IPodTemplateSpec> {
  const exporter = redisExporter(context.name, model)
  return podTemplate({
    names,
    priority: model.priority,
    checksums: ['configmap.yaml', 'secret.yaml', 'client-secrets.yaml'],
    ...(exporter.length > 0 ? { initContainers: exporter } : {}),
    containers: [container(context.name, model)],
    volumes: volumes(context, names, model),
  })
}

function container(name: string, model: BackupOptions & ExporterOptions): Templated<IContainer> {
  const ping = pingOf(name)
  // It loads what a restore brings while it runs
  const liveness = hasBackup(model) ? pingOf(name, "E 'PONG|LOADING .*'") : ping
  return workloadContainer({
    name: 'redis',
    command: ['bash', `${configDirectory}/start.sh`],
    ports: [{ name: 'redis', containerPort: redisPort, protocol: 'TCP' }],
    env: [
      // What redis-cli takes as the password, so that no probe has one among its arguments.
      {
        name: 'REDISCLI_AUTH',
        valueFrom: { secretKeyRef: { name: secretName(name), key: 'password' } },
      },
    ],
    probes: { startup: ping, liveness, readiness: ping },
    volumeMounts: [
      { name: 'data', mountPath: '/data' },
      { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: 'passwords', mountPath: passwordDirectory, readOnly: true },
      certificateMount(name),
      { name: 'users', mountPath: userDirectory },
      ...(hasExporter(model) ? [{ name: 'socket', mountPath: socketDirectory }] : []),
    ],
  })
}

/** redis-cli ends well whatever the answer is: while the data is loaded it is another one. */
function pingOf(name: string, answer = ' PONG') {
  const tls = choose(hasTls(name), `--tls --cacert ${certificateDirectory}/ca.crt `, '')
  const ping = text`redis-cli ${tls}--user ${administrator} ping | grep -qx${answer}`
  return { exec: { command: ['sh', '-c', ping] } }
}

function volumes(
  context: ComponentContext,
  names: Naming,
  model: BackupOptions & ExporterOptions,
): readonly TemplatedItem<IVolume>[] {
  const { name, accounts } = context
  return [
    dataVolume(names),
    { name: 'config', configMap: { name: names.fullname } },
    {
      name: 'passwords',
      projected: {
        sources: [
          password(secretName(name), administrator),
          ...accounts.map((one) => password(accountSecret(name, one), one.name)),
          ...ownAccounts(model).map((account) => passwordFile(name, account)),
        ],
      },
    },
    certificateVolume(name),
    { name: 'users', emptyDir: { medium: 'Memory' } },
    ...(hasExporter(model) ? [{ name: 'socket', emptyDir: {} }] : []),
  ]
}

function password(of: SecretName, user: string): { readonly secret: Templated<ISecretProjection> } {
  return { secret: { name: of, items: [{ key: 'password', path: user }] } }
}
