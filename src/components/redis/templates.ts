import { clientDoors, tcp } from '../../kubernetes/network-door.ts'
import type { Priority } from '../../kubernetes/scheduling.ts'
import { clientService, servicePort } from '../../kubernetes/services.ts'
import { storeNaming, storeTemplates } from '../../kubernetes/store-templates.ts'
import { volumeClaim } from '../../kubernetes/volume-claim.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { configuration } from './configuration.ts'
import { redisConnections } from './connection.ts'
import { redisPort } from './contract.ts'
import { redisDeployment } from './deployment.ts'

/** The templates of a Redis server's subchart. */
export function redisTemplates(priority: Priority, context: ComponentContext): ComponentTemplates {
  const { names, images, address } = storeNaming(context, 'cache')
  return storeTemplates({
    context,
    names,
    images,
    address,
    connections: redisConnections(context, names, address),
    doors: clientDoors(context, names, [tcp(redisPort)]),
    files: {
      'configmap.yaml': [configuration(context, names)],
      'pvc.yaml': [volumeClaim(names)],
      'service.yaml': [clientService(names, [servicePort('redis', redisPort)])],
      'deployment.yaml': [redisDeployment(context, priority, names, images)],
    },
  })
}
