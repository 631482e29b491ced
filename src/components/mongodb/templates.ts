import { memberDisruptionBudget } from '../../kubernetes/workload/member-disruption-budget.ts'
import { naming } from '../../kubernetes/naming.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import {
  type BackupOptions,
  databaseName,
  hasBackup,
  ownAccounts,
  type StoreServices,
  storeTemplates,
} from '../store/index.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { text } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { MongoDBValues } from './values.ts'
import { mongodbBackup } from './backup.ts'
import { configuration } from './configuration.ts'
import { mongodbConnections, queryCheck } from './connection.ts'
import { mongodbAccess, mongodbPort, mongodbServices } from './contract.ts'
import { mongodbProvisioning } from './provisioning.ts'
import { mongodbSet } from './stateful-set.ts'

const { value } = scope<MongoDBValues>()

/** The templates of a MongoDB replica set's subchart. */
export function mongodbTemplates(
  model: BackupOptions & StoreServices & { readonly priority: Priority },
  context: ComponentContext,
): ComponentTemplates {
  const { name } = context
  const names = naming(context, mongodbAccess.role)
  const ports = [servicePort('mongodb', mongodbPort)]
  return storeTemplates({
    context,
    names,
    nameInStore: databaseName,
    secret: { keyfile: { inline: value('auth.keyfile'), path: `${name}.auth.keyfile` } },
    services: mongodbServices.of(model),
    connections: mongodbConnections(context, names),
    files: {
      'configmap.yaml': [configuration(name, names)],
      'service.yaml': [clientService(names, ports), headlessService(names, ports)],
      'statefulset.yaml': [mongodbSet(name, model.priority, names)],
      'pdb.yaml': [memberDisruptionBudget(names)],
    },
    members: true,
    fits: [
      {
        setting: 'config.cacheSizeGB',
        size: text`${value('config.cacheSizeGB')}Gi`,
        into: 'resources.limits.memory',
      },
      {
        setting: 'config.oplogSizeMB',
        size: text`${value('config.oplogSizeMB')}Mi`,
        into: 'persistence.size',
      },
    ],
    checks: [queryCheck(name)],
    provisioning: mongodbProvisioning(context, names, ownAccounts(model)),
    backup: hasBackup(model) ? mongodbBackup(name, names) : undefined,
  })
}
