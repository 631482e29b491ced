import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import {
  type ExporterOptions,
  ownAccounts,
  type Provisioning,
  provisioning,
  scriptDirectory,
  caMount,
  caVolume,
} from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { runDirectory, secretDirectory } from './paths.ts'
import { script } from './script.ts'

/** What makes the topics of a Kafka cluster, and gives each client its user and its rights. */
export function kafkaProvisioning(
  context: ComponentContext,
  names: Naming,
  model: ExporterOptions,
): Provisioning {
  return provisioning({
    context,
    names,
    own: ownAccounts(model),
    files: { 'provision.sh': script(context, names, model) },
    command: ['bash', `${scriptDirectory}/provision.sh`],
    env: [{ name: 'LOG_DIR', value: '/tmp' }], // which the scripts of the image make otherwise
    volumes: [
      { name: 'credentials', secret: { secretName: secretName(context.name) } },
      caVolume(context.name),
      { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
      { name: 'tmp', emptyDir: {} },
    ],
    volumeMounts: [
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      caMount(context.name),
      { name: 'run', mountPath: runDirectory },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  })
}
