import { databaseConnections, databaseVariables } from '../../kubernetes/database-connection.ts'
import type { ExternalAddress } from '../../kubernetes/external-address.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type {
  ComponentContext,
  Connection,
  ConnectionPoint,
  NamedVariable,
  WaitContainer,
} from '../../platform/component.ts'
import { mongodbPort, replicaSet } from './contract.ts'

/** How clients reach a MongoDB replica set: `MONGODB_URL`, and its parts. */
export function mongodbConnection(image: WaitContainer['image']): Connection {
  return {
    environment: (to) => variables(to, to.as),
    wait: (to) => ({
      image,
      command: login,
      environment: variables(to),
      resources: shellResources,
    }),
  }
}

function variables(to: ConnectionPoint, as = 'MONGODB'): readonly NamedVariable[] {
  return databaseVariables(to, { as, database: 'DATABASE', scheme: 'mongodb' })
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
  address: ExternalAddress,
): readonly unknown[] {
  const query = `?replicaSet=${replicaSet}`
  return databaseConnections(context, names, address, { port: mongodbPort, query })
}
