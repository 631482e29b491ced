import { secretName } from '../../kubernetes/identity/credentials.ts'
import {
  type OwnAccount,
  type Provisioning,
  caMount,
  caVolume,
  databaseName,
  provisioning,
  scriptDirectory,
} from '../store/index.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import { headlessName } from '../../kubernetes/network/services.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { MongoDBValues } from './values.ts'
import { script } from './script.ts'
import { secretDirectory } from './stateful-set.ts'

const { value } = scope<MongoDBValues>()

/** What forms the replica set, and gives each client its database and its user. */
export function mongodbProvisioning(
  context: ComponentContext,
  names: Naming,
  own: readonly OwnAccount[],
): Provisioning {
  return provisioning({
    context,
    names,
    own,
    files: { 'provision.js': script(context.name, own) },
    command: [
      'mongosh',
      '--nodb',
      '--norc',
      '--quiet',
      '--file',
      `${scriptDirectory}/provision.js`,
    ],
    env: [
      { name: 'FULLNAME', value: names.fullname },
      { name: 'DOMAIN', value: text`${headlessName(names)}.${names.namespace}.svc` },
      { name: 'REPLICAS', value: text`${value('replicas')}` },
      { name: 'HOME', value: '/tmp' }, // where mongosh writes its own log
    ],
    nameInStore: databaseName,
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
