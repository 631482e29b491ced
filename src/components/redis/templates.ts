import { naming } from '../../kubernetes/naming.ts'
import type { Priority } from '../../kubernetes/pod/scheduling.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/network/services.ts'
import {
  type ExporterOptions,
  hasExporter,
  type StoreServices,
  storeTemplates,
} from '../store/index.ts'
import { singleDeployment } from '../../kubernetes/workload/single-deployment.ts'
import { statefulSet } from '../../kubernetes/workload/stateful-set.ts'
import { volumeClaim } from '../../kubernetes/workload/volume-claim.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { replace } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import type { RedisValues } from './values.ts'
import { configuration } from './configuration.ts'
import { redisConnections } from './connection.ts'
import { redisAccess, type RedisForm, redisPort, redisServices } from './contract.ts'
import { exporterPort } from './exporter.ts'
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
  model: ExporterOptions & StoreServices & RedisForm & { readonly priority: Priority },
  context: ComponentContext,
): ComponentTemplates {
  const names = naming(context, redisAccess.role)
  const ports = [servicePort('redis', redisPort)]
  const template = redisPod(context, model, names)
  return storeTemplates({
    context,
    names,
    services: redisServices(model).of(model),
    exporter: hasExporter(model) ? exporterPort : undefined,
    connections: redisConnections(context, names),
    files: {
      'configmap.yaml': [configuration(context, names, hasExporter(model))],
      'pvc.yaml': [volumeClaim(names)],
      ...(model.statefulSet
        ? {
            'service.yaml': [clientService(names, ports), headlessService(names, ports)],
            'statefulset.yaml': [statefulSet({ names, replicas: 1, template })],
          }
        : {
            'service.yaml': [clientService(names, ports)],
            'deployment.yaml': [singleDeployment(names, template)],
          }),
    },
    fits: [{ setting: 'config.maxmemory', size: maxmemory, into: 'resources.limits.memory' }],
  })
}
