import {
  certificateMount,
  certificateVolume,
  clientService,
  type ComponentContext,
  type ComponentTemplates,
  type Container,
  databaseConnections,
  databaseName,
  dataVolume,
  headlessService,
  naming,
  podTemplate,
  type Priority,
  secretName,
  servicePort,
  statefulSet,
  storeTemplates,
  volumeClaim,
  workloadContainer,
} from 'chartwright/kind'
import { replace, scope, type Templated } from 'chartwright/template'
import { configDirectory, configuration } from './configuration.ts'
import { connection, parts } from './connection.ts'
import { clientAccess, port, socket } from './contract.ts'
import { provisioning } from './provisioning.ts'
import type { MysqlValues } from './values.ts'

const { value } = scope<MysqlValues>()

/** The templates of the subchart: in mode `external`, only the way to a server elsewhere. */
export function templates(
  context: ComponentContext,
  { priority }: { readonly priority: Priority },
): ComponentTemplates {
  const names = naming(context, clientAccess.role)
  const ports = [servicePort('mysql', port)]
  const pod = podTemplate({
    names,
    priority,
    checksums: ['configmap.yaml', 'secret.yaml'],
    containers: [container(context.name)],
    volumes: [
      dataVolume(names),
      { name: 'config', configMap: { name: names.fullname } },
      { name: 'credentials', secret: { secretName: secretName(context.name) } },
      certificateVolume(context.name),
      { name: 'run', emptyDir: { medium: 'Memory' } },
      { name: 'tmp', emptyDir: {} },
    ],
  })
  const told = { parts, variables: connection.variables }
  return storeTemplates({
    context,
    names,
    nameInStore: databaseName,
    connections: databaseConnections(context, names, told, { port }),
    files: {
      'configmap.yaml': [configuration(context.name, names)],
      'pvc.yaml': [volumeClaim(names)],
      'service.yaml': [clientService(names, ports), headlessService(names, ports)],
      'statefulset.yaml': [statefulSet({ names, replicas: 1, template: pod })],
    },
    fits: [
      {
        setting: 'config.innodb_buffer_pool_size',
        size: replace('M', 'Mi', replace('G', 'Gi', value('config.innodb_buffer_pool_size'))),
        into: 'resources.limits.memory',
      },
    ],
    provisioning: provisioning(context, names),
  })
}

function container(name: string): Templated<Container> {
  return workloadContainer({
    name: 'mysql',
    command: ['bash', `${configDirectory}/start.sh`],
    ports: [{ name: 'mysql', containerPort: port, protocol: 'TCP' }],
    env: [
      // What the client takes as the password, so that no probe has one among its arguments
      {
        name: 'MYSQL_PWD',
        valueFrom: { secretKeyRef: { name: secretName(name), key: 'password' } },
      },
    ],
    probes: { startup: isAlive, liveness: isAlive, readiness: isReady },
    volumeMounts: [
      { name: 'data', mountPath: '/var/lib/mysql' },
      { name: 'config', mountPath: configDirectory, readOnly: true },
      { name: 'credentials', mountPath: '/run/secrets/mysql', readOnly: true },
      certificateMount(name),
      { name: 'run', mountPath: '/run/mysqld' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  })
}

/** A server that refuses the password is alive. */
const isAlive = {
  exec: {
    command: ['mariadb-admin', '--no-defaults', `--socket=${socket}`, '--user=root', 'ping'],
  },
}

const isReady = {
  exec: {
    command: [
      'bash',
      '-c',
      `MYSQL_PWD="$(printf '%s' "$MYSQL_PWD")" mariadb --no-defaults --socket=${socket} --user=root --execute='SELECT 1'`,
    ],
  },
}
