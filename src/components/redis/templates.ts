import { naming } from '../../kubernetes/naming.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import { embedded, hasBackup, hasExporter, ownAccounts, storeTemplates } from '../store/index.ts'
import { singleDeployment } from '../../kubernetes/workload/single-deployment.ts'
import { notAbove } from '../../kubernetes/pod/resource-checks.ts'
import { statefulSet } from '../../kubernetes/workload/stateful-set.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { and, replace } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { RedisValues } from './values.ts'
import { configuration } from './configuration.ts'
import { redisBackup } from './backup.ts'
import { redisConnections } from './connection.ts'
import { type RedisOwn, redisPort, redisRole, redisServices } from './contract.ts'
import { exporterPort } from './exporter.ts'
import { restorePolicies } from './network.ts'
import { redisPod } from './pod.ts'

const { value } = scope<RedisValues>()

/** As a quantity: Redis' units with a `b` are powers of 1024. */
const maxmemory = replace(
  'gb',
  'Gi',
  replace('mb', 'Mi', replace('kb', 'Ki', value('config.maxmemory'))),
)

/** The templates of a Redis server's subchart. */
export function redisTemplates(
  model: RedisOwn & { readonly priority: Priority },
  context: ComponentContext,
): ComponentTemplates {
  const names = naming(context, redisRole)
  const ports = [servicePort('redis', redisPort)]
  const template = redisPod(context, model, names)
  return storeTemplates({
    context,
    names,
    services: redisServices(model).of(model),
    exporter: hasExporter(model) ? exporterPort : undefined,
    connections: redisConnections(context, names),
    backup: hasBackup(model) ? redisBackup(context, names) : undefined,
    claim: model,
    files: {
      'configmap.yaml': [configuration(context, names, ownAccounts(model))],
      ...(model.statefulSet
        ? {
            'service.yaml': [clientService(names, ports), headlessService(names, ports)],
            'statefulset.yaml': [statefulSet({ names, replicas: 1, template })],
          }
        : {
            'service.yaml': [clientService(names, ports)],
            'deployment.yaml': [singleDeployment(names, template)],
          }),
      ...(hasBackup(model)
        ? { 'restore-networkpolicy.yaml': restorePolicies(context, names) }
        : {}),
    },
    fits: [{ setting: 'config.maxmemory', size: maxmemory, into: 'resources.limits.memory' }],
    checks: hasBackup(model) ? [restoreCheck(context.name)] : [],
  })
}

/** Refuses restores that would be killed: what is brought back is first in the memory of its pod. */
function restoreCheck(store: string): unknown {
  const limit = 'restore.resources.limits.memory'
  return when(
    and(embedded, value('backup.enabled')),
    notAbove(
      { path: `${store}.config.maxmemory`, value: maxmemory },
      { path: `${store}.${limit}`, value: value(limit) },
      'a restore has all data in memory: raise the limit',
    ),
  )
}
