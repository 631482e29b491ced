import type { ExternalAddress } from '../../kubernetes/external-address.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import {
  connectionConfigMaps,
  external,
  fromConnection,
  fromCredentials,
} from '../../kubernetes/store.ts'
import type {
  ComponentContext,
  Connection,
  ConnectionPoint,
  NamedVariable,
  WaitContainer,
} from '../../platform/component.ts'
import { text } from '../../template/expression.ts'
import { scope } from '../../template/scope.ts'
import { when } from '../../template/structure.ts'
import type { MongoDBValues } from '../../values/types/mongodb.ts'
import { databaseName, mongodbPort, replicaSet } from './contract.ts'

const { value } = scope<MongoDBValues>()

/** How clients reach a MongoDB replica set: `MONGODB_URL`, and its parts. */
export function mongodbConnection(image: WaitContainer['image']): Connection {
  return {
    environment,
    wait: ({ store, client, component }) => ({
      image,
      command: login,
      environment: environment({ store, client, component }),
      resources: shellResources,
    }),
  }
}

function environment({ store, client, as = 'MONGODB' }: ConnectionPoint): readonly NamedVariable[] {
  const url = `$(${as}_USERNAME):$(${as}_URL_PASSWORD)@$(${as}_URL_ADDRESS)`
  return [
    fromConnection(`${as}_HOST`, store, client, 'host'),
    fromConnection(`${as}_PORT`, store, client, 'port'),
    fromConnection(`${as}_DATABASE`, store, client, 'database'),
    fromConnection(`${as}_USERNAME`, store, client, 'username'),
    fromCredentials(`${as}_PASSWORD`, store, client, 'password'),
    fromConnection(`${as}_URL_ADDRESS`, store, client, 'url-address'),
    fromCredentials(`${as}_URL_PASSWORD`, store, client, 'url-password'),
    { name: `${as}_URL`, value: `mongodb://${url}` },
  ]
}

/** Ends once this client can log in; the URL stays out of the arguments, which others may list. */
const login = [
  'sh',
  '-c',
  "until mongosh --nodb --norc --quiet --eval 'connect(process.env.MONGODB_URL).runCommand({ ping: 1 })'; do sleep 2; done",
] as const

/** mongosh is a Node.js program, which the usual 64Mi of a wait would end. */
const shellResources = {
  requests: { cpu: '50m', memory: '128Mi' },
  limits: { memory: '512Mi' },
} as const

/**
 * The connection ConfigMap of each client. The user is in the database that the URL names, so that
 * the URL needs no authSource.
 */
export function mongodbConnections(
  context: ComponentContext,
  names: Naming,
  { address }: ExternalAddress,
): readonly unknown[] {
  return connectionConfigMaps(context, names, (client) => {
    const database = databaseName(client.name)
    const inside = text`${names.fullname}:${mongodbPort}/${database}?replicaSet=${replicaSet}`
    const outside = text`${address}/${database}${value('external.query')}`
    return {
      host: when(external, value('external.host'), names.fullname),
      port: when(external, text`${value('external.port')}`, String(mongodbPort)),
      'url-address': when(external, outside, inside),
      database,
      username: database,
    }
  })
}
