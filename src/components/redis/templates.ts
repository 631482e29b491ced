import { naming } from '../../kubernetes/naming.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { clientService, servicePort } from '../../kubernetes/network/services.ts'
import {
  type ExporterOptions,
  hasExporter,
  type StoreServices,
  storeTemplates,
} from '../store/index.ts'
import { volumeClaim } from '../../kubernetes/workload/volume-claim.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { replace } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { RedisValues } from './values.ts'
import { configuration } from './configuration.ts'
import { redisConnections } from './connection.ts'
import { redisAccess, redisPort, redisServices } from './contract.ts'
import { exporterPort } from './exporter.ts'
import { redisDeployment } from './deployment.ts'

const { value } = scope<RedisValues>()

/** As a quantity: Redis' units with a `b` are powers of 1024. */
const maxmemory = replace(
  'gb',
  'Gi',
  replace('mb', 'Mi', replace('kb', 'Ki', value('config.maxmemory'))),
)

/** The templates of a Redis server's subchart. */
export function redisTemplates(
  model: ExporterOptions & StoreServices & { readonly priority: Priority },
  context: ComponentContext,
): ComponentTemplates {
  const names = naming(context, redisAccess.role)
  return storeTemplates({
    context,
    names,
    services: redisServices.of(model),
    exporter: hasExporter(model) ? exporterPort : undefined,
    connections: redisConnections(context, names),
    files: {
      'configmap.yaml': [configuration(context, names, hasExporter(model))],
      'pvc.yaml': [volumeClaim(names)],
      'service.yaml': [clientService(names, [servicePort('redis', redisPort)])],
      'deployment.yaml': [redisDeployment(context, model, names)],
    },
    fits: [{ setting: 'config.maxmemory', size: maxmemory, into: 'resources.limits.memory' }],
  })
}
