import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { secretName } from '../../kubernetes/credentials.ts'
import type { ImageNaming } from '../../kubernetes/image.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { clientLabel } from '../../kubernetes/network-door.ts'
import { podTemplate } from '../../kubernetes/pod.ts'
import type { Priority } from '../../kubernetes/scheduling.ts'
import { statefulSet } from '../../kubernetes/stateful-set.ts'
import { workloadContainer } from '../../kubernetes/workload-container.ts'
import { scope } from '../../template/scope.ts'
import type { Templated } from '../../template/templated.ts'
import type { MongoDBValues } from '../../values/types/mongodb.ts'
import { configDirectory, keyFile } from './configuration.ts'
import { mongodbPort } from './contract.ts'

const { value } = scope<MongoDBValues>()

/** Where the members' Secret is mounted. */
export const secretDirectory = '/run/secrets/mongodb'

/** The StatefulSet of a MongoDB replica set; its pods are also clients, of each other. */
export function mongodbSet(
  name: string,
  priority: Priority,
  names: Naming,
  images: ImageNaming,
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
      containers: [container(images)],
      volumes: volumes(name, names),
    }),
  })
}

function container(images: ImageNaming): Templated<IContainer> {
  return workloadContainer({
    name: 'mongodb',
    images,
    command: ['bash', '-c', start],
    ports: [{ name: 'mongodb', containerPort: mongodbPort, protocol: 'TCP' }],
    probes: { startup: isListening, liveness: isListening, readiness: isListening },
    volumeMounts: [
      { name: 'data', mountPath: '/data/db' },
      { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      { name: 'key', mountPath: '/data/configdb' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  })
}

/** mongod wants a key that its group cannot read, and fsGroup lets the group read every Secret. */
const start = `install --mode=0400 ${secretDirectory}/keyfile ${keyFile} && exec mongod --config ${configDirectory}/mongod.conf`

/** mongod listens once it has recovered; a mongosh for every question would cost more than mongod. */
const isListening = { tcpSocket: { port: 'mongodb' } }

function volumes(name: string, names: Naming): readonly Templated<IVolume>[] {
  return [
    { name: 'config', configMap: { name: names.fullname } },
    {
      name: 'credentials',
      secret: { secretName: secretName(name), items: [{ key: 'keyfile', path: 'keyfile' }] },
    },
    { name: 'key', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    { name: 'tmp', emptyDir: {} },
  ]
}
