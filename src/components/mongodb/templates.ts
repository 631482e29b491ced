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
import type { ComponentContext, ComponentTemplates } from '../../platform/component.ts'
import { scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { Templated } from '../../template/templated.ts'
import type { MongoDBValues } from '../../values/types/mongodb.ts'
import { configuration } from './configuration.ts'
import { mongodbConnections } from './connection.ts'
import { mongodbPort } from './contract.ts'
import { memberDisruptionBudget } from '../../kubernetes/member-disruption-budget.ts'
import { mongodbProvisioning } from './provisioning.ts'
import { mongodbSet } from './stateful-set.ts'

const { value } = scope<MongoDBValues>()

/** The templates of a MongoDB replica set's subchart. */
export function mongodbTemplates(
  priority: Priority,
  context: ComponentContext,
): ComponentTemplates {
  const { name } = context
  const names = naming(name, 'database', context.platform)
  const images = imageNaming(name)
  const address = externalAddress(name)
  const provision = mongodbProvisioning(context, names, images)
  return {
    helpers: [...names.helpers, images.helper, address.helper, ...provision.helpers],
    files: {
      'checks.yaml': [externalHostCheck(name)],
      'serviceaccount.yaml': [when(embedded, serviceAccount(names))],
      'configmap.yaml': [when(embedded, configuration(names))],
      'secret.yaml': memberSecret(name, names).map((document) => when(embedded, document)),
      'connections.yaml': mongodbConnections(context, names, address),
      'client-secrets.yaml': clientCredentials(context, names),
      'service.yaml': services(names).map((document) => when(embedded, document)),
      'statefulset.yaml': [when(embedded, mongodbSet(name, priority, names, images))],
      'pdb.yaml': [when(embedded, memberDisruptionBudget(names))],
      ...provision.files,
      'networkpolicy.yaml': [
        ...networkDoors(name, names, [tcp(mongodbPort)]).map((door) => when(embedded, door)),
        externalDoor(name, names),
      ],
    },
  }
}

function memberSecret(name: string, names: Naming): readonly unknown[] {
  return credentials(names, name, {
    password: { inline: value('auth.password'), path: `${name}.auth.password` },
    keyfile: { inline: value('auth.keyfile'), path: `${name}.auth.keyfile` },
  })
}

function services(names: Naming): readonly unknown[] {
  const port: Templated<IServicePort> = {
    name: 'mongodb',
    port: mongodbPort,
    targetPort: 'mongodb',
    protocol: 'TCP',
  }
  return [clientService(names, [port]), headlessService(names, [port])]
}
