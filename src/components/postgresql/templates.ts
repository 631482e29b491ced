import type { IServicePort } from 'kubernetes-models/v1/ServicePort'
import { credentials } from '../../kubernetes/credentials.ts'
import { externalAddress } from '../../kubernetes/external-address.ts'
import { imageNaming } from '../../kubernetes/image.ts'
import { type Naming, naming } from '../../kubernetes/naming.ts'
import { networkDoors, tcp } from '../../kubernetes/network-door.ts'
import type { Priority } from '../../kubernetes/scheduling.ts'
import { serviceAccount } from '../../kubernetes/service-account.ts'
import { clientService, headlessService } from '../../kubernetes/stateful-set.ts'
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
import type { Templated } from '../../template/templated.ts'
import type { PostgreSQLValues } from '../../values/types/postgresql.ts'
import { configuration } from './configuration.ts'
import { postgresqlConnections } from './connection.ts'
import { postgresqlPort } from './contract.ts'
import { postgresqlProvisioning } from './provisioning.ts'
import { postgresqlSet } from './stateful-set.ts'

const { value } = scope<PostgreSQLValues>()

/** The templates of a PostgreSQL server's subchart. */
export function postgresqlTemplates(
  priority: Priority,
  context: ComponentContext,
): ComponentTemplates {
  const { name } = context
  const names = naming(name, 'database', context.platform)
  const images = imageNaming(name)
  const address = externalAddress(name)
  const provision = postgresqlProvisioning(context, names, images)
  return {
    helpers: [...names.helpers, images.helper, address.helper, ...provision.helpers],
    files: {
      'checks.yaml': [externalHostCheck(name)],
      'serviceaccount.yaml': [when(embedded, serviceAccount(names))],
      'configmap.yaml': [when(embedded, configuration(names))],
      'secret.yaml': superuserSecret(name, names).map((document) => when(embedded, document)),
      'connections.yaml': postgresqlConnections(context, names, address),
      'client-secrets.yaml': clientCredentials(context, names),
      'pvc.yaml': [when(embedded, volumeClaim(names))],
      'service.yaml': services(names).map((document) => when(embedded, document)),
      'statefulset.yaml': [when(embedded, postgresqlSet(name, priority, names, images))],
      ...provision.files,
      'networkpolicy.yaml': [...doors(context, names), externalDoor(name, names)],
    },
  }
}

function superuserSecret(name: string, names: Naming): readonly unknown[] {
  return credentials(names, name, {
    password: { inline: value('auth.password'), path: `${name}.auth.password` },
  })
}

function services(names: Naming): readonly unknown[] {
  const port: Templated<IServicePort> = {
    name: 'postgresql',
    port: postgresqlPort,
    targetPort: 'postgresql',
    protocol: 'TCP',
  }
  return [clientService(names, [port]), headlessService(names, [port])]
}

function doors({ name, clients }: ComponentContext, names: Naming): readonly unknown[] {
  if (clients.length === 0) return []
  return networkDoors(name, names, [tcp(postgresqlPort)]).map((door) => when(embedded, door))
}
