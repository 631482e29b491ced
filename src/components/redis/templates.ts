import { credentials } from '../../kubernetes/credentials.ts'
import { externalAddress } from '../../kubernetes/external-address.ts'
import { imageNaming } from '../../kubernetes/image.ts'
import { type Naming, naming } from '../../kubernetes/naming.ts'
import { networkDoors, tcp } from '../../kubernetes/network-door.ts'
import type { Priority } from '../../kubernetes/scheduling.ts'
import { serviceAccount } from '../../kubernetes/service-account.ts'
import { clientService } from '../../kubernetes/stateful-set.ts'
import {
  clientCredentials,
  embedded,
  externalDoor,
  externalHostCheck,
} from '../../kubernetes/store.ts'
import { volumeClaim } from '../../kubernetes/volume-claim.ts'
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { RedisValues } from '../../values/types/redis.ts'
import { configuration } from './configuration.ts'
import { redisConnections } from './connection.ts'
import { redisPort } from './contract.ts'
import { redisDeployment } from './deployment.ts'

const { value } = scope<RedisValues>()

/** The templates of a Redis server's subchart. */
export function redisTemplates(priority: Priority, context: ComponentContext): ComponentTemplates {
  const { name } = context
  const names = naming(name, 'cache', context.platform)
  const images = imageNaming(name)
  const address = externalAddress(name)
  return {
    helpers: [...names.helpers, images.helper, address.helper],
    files: {
      'checks.yaml': [externalHostCheck(name)],
      'serviceaccount.yaml': [when(embedded, serviceAccount(names))],
      'configmap.yaml': [when(embedded, configuration(context, names))],
      'secret.yaml': administratorSecret(name, names).map((document) => when(embedded, document)),
      'connections.yaml': redisConnections(context, names, address),
      'client-secrets.yaml': clientCredentials(context, names),
      'pvc.yaml': [when(embedded, volumeClaim(names))],
      'service.yaml': [when(embedded, service(names))],
      'deployment.yaml': [when(embedded, redisDeployment(context, priority, names, images))],
      'networkpolicy.yaml': [...doors(context, names), externalDoor(name, names)],
    },
  }
}

function service(names: Naming): unknown {
  return clientService(names, [
    { name: 'redis', port: redisPort, targetPort: 'redis', protocol: 'TCP' },
  ])
}

function administratorSecret(name: string, names: Naming): readonly unknown[] {
  return credentials(names, name, {
    password: { inline: value('auth.password'), path: `${name}.auth.password` },
  })
}

function doors({ name, clients }: ComponentContext, names: Naming): readonly unknown[] {
  if (clients.length === 0) return []
  return networkDoors(name, names, [tcp(redisPort)]).map((door) => when(embedded, door))
}
