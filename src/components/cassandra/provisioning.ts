import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import {
  type Provisioning,
  caMount,
  caVolume,
  provisioning,
  scriptDirectory,
} from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { secretDirectory } from './paths.ts'
import { script } from './script.ts'

/** What gives each client of a Cassandra ring its keyspace and its role. */
export function cassandraProvisioning(context: ComponentContext, names: Naming): Provisioning {
  return provisioning({
    context,
    names,
    files: { 'provision.sh': script(context, names) },
    command: ['bash', `${scriptDirectory}/provision.sh`],
    env: [{ name: 'HOME', value: '/tmp' }], // where cqlsh keeps what was asked
    volumes: [
      { name: 'credentials', secret: { secretName: secretName(context.name) } },
      caVolume(context.name),
      { name: 'tmp', emptyDir: {} },
    ],
    volumeMounts: [
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      caMount(context.name),
      { name: 'tmp', mountPath: '/tmp' },
    ],
  })
}
