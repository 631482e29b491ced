import { clientDoors, tcp } from '../../kubernetes/network-door.ts'
import type { Priority } from '../../kubernetes/scheduling.ts'
import { clientService, headlessService, servicePort } from '../../kubernetes/services.ts'
import { storeNaming, storeTemplates } from '../../kubernetes/store-templates.ts'
import { volumeClaim } from '../../kubernetes/volume-claim.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { configuration } from './configuration.ts'
import { postgresqlConnections } from './connection.ts'
import { postgresqlPort } from './contract.ts'
import { postgresqlProvisioning } from './provisioning.ts'
import { postgresqlSet } from './stateful-set.ts'

/** The templates of a PostgreSQL server's subchart. */
export function postgresqlTemplates(
  priority: Priority,
  context: ComponentContext,
): ComponentTemplates {
  const { names, images, address } = storeNaming(context, 'database')
  const ports = [servicePort('postgresql', postgresqlPort)]
  return storeTemplates({
    context,
    names,
    images,
    address,
    connections: postgresqlConnections(context, names, address),
    doors: clientDoors(context, names, [tcp(postgresqlPort)]),
    files: {
      'configmap.yaml': [configuration(names)],
      'pvc.yaml': [volumeClaim(names)],
      'service.yaml': [clientService(names, ports), headlessService(names, ports)],
      'statefulset.yaml': [postgresqlSet(context.name, priority, names, images)],
    },
    provisioning: postgresqlProvisioning(context, names, images),
  })
}
