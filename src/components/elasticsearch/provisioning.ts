import { secretName } from '../../kubernetes/identity/credentials.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import {
  type OwnAccount,
  type Provisioning,
  provisioning,
  scriptDirectory,
  caMount,
  caVolume,
} from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import { secretDirectory } from './paths.ts'
import { script } from './script.ts'

/** What gives each client of an Elasticsearch cluster its user and its role. */
export function elasticsearchProvisioning(
  context: ComponentContext,
  names: Naming,
  own: readonly OwnAccount[],
): Provisioning {
  return provisioning({
    context,
    names,
    own,
    files: { 'provision.sh': script(context, names, own) },
    command: ['bash', `${scriptDirectory}/provision.sh`],
    volumes: [
      { name: 'credentials', secret: { secretName: secretName(context.name) } },
      caVolume(context.name),
    ],
    volumeMounts: [
      { name: 'credentials', mountPath: secretDirectory, readOnly: true },
      caMount(context.name),
    ],
  })
}
