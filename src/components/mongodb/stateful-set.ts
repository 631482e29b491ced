import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { clientLabel } from '../../kubernetes/network/network-policy.ts'
import { podTemplate } from '../../kubernetes/pod/pod.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { statefulSet } from '../../kubernetes/workload/stateful-set.ts'
import {
  certificateDirectory,
  certificateMount,
  certificateVolume,
  hasTls,
} from '../store/index.ts'
import { workloadContainer } from '../../kubernetes/pod/workload-container.ts'
import { choose, text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { Expr, Templated, TemplatedItem } from '../../template/node/templated.ts'
import type { MongoDBValues } from './values.ts'
import { certificateKeyFile, configDirectory, keyFile } from './configuration.ts'
import { mongodbPort } from './contract.ts'

const { value } = scope<MongoDBValues>()

/** Where the members' Secret is mounted. */
export const secretDirectory = '/run/secrets/mongodb'

/** The StatefulSet of a MongoDB replica set; its pods are also clients, of each other. */
export function mongodbSet(
  name: string,
  priority: Priority,
  names: Naming,
): Templated<IStatefulSet> {
  return statefulSet({
    names,
    replicas: value('replicas'),
    claims: true,
    template: podTemplate({
      names,
      priority,
      clientLabels: clientLabel(name),
      checksums: ['configmap.yaml', 'secret.yaml'],
      containers: [container(name)],
      volumes: volumes(name, names),
    }),
  })
}

function container(name: string): Templated<IContainer> {
  return workloadContainer({
    name: 'mongodb',
    command: ['bash', '-c', start(name)],
    ports: [{ name: 'mongodb', containerPort: mongodbPort, protocol: 'TCP' }],
    probes: { startup: isListening, liveness: isListening, readiness: isListening },
    volumeMounts: [
      { name: 'data', mountPath: '/data/db' },
      { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      certificateMount(name),
      { name: 'key', mountPath: '/data/configdb' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  })
}

/** mongod wants a key that its group cannot read, and fsGroup lets the group read every Secret. */
function start(name: string): Expr<string> {
  const { crt, key } = {
    crt: `${certificateDirectory}/tls.crt`,
    key: `${certificateDirectory}/tls.key`,
  }
  const join = `cat ${crt} ${key} >${certificateKeyFile} && `
  return text`install --mode=0400 ${secretDirectory}/keyfile ${keyFile} && ${choose(hasTls(name), join, '')}exec mongod --config ${configDirectory}/mongod.conf`
}

/** mongod listens once it has recovered; a mongosh for every question would cost more than mongod. */
const isListening = { tcpSocket: { port: 'mongodb' } }

function volumes(name: string, names: Naming): readonly TemplatedItem<IVolume>[] {
  return [
    { name: 'config', configMap: { name: names.fullname } },
    {
      name: 'credentials',
      secret: { secretName: secretName(name), items: [{ key: 'keyfile', path: 'keyfile' }] },
    },
    certificateVolume(name),
    { name: 'key', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    { name: 'tmp', emptyDir: {} },
  ]
}
