import {
  type ComponentContext,
  type ClientAccess,
  databaseName,
  password,
  type SecretContract,
  storeSecrets,
  tlsSecrets,
} from 'chartwright/kind'

/** The official image: its user is mysql (999:999), and its data are below /var/lib/mysql. */
export const image = { registry: 'docker.io', repository: 'library/mariadb', tag: '10.11.14' }

/** Port of the server. */
export const port = 3306

/** The way of its clients, and of the Job that makes their databases. */
export const clientAccess: ClientAccess = {
  role: 'database',
  ports: [port],
  elsewhere: true,
  own: 'provisioning',
}

/** Where the server's socket and the password of its administrator are. */
export const socket = '/run/mysqld/mysqld.sock'
export const passwordFile = '/run/secrets/mysql/password'

/** The Secrets of the server and of its clients. */
export function secrets(context: ComponentContext): readonly SecretContract[] {
  const passwords = storeSecrets(context, {
    nameInStore: databaseName,
    keys: { password: password('password of the user root') },
    takeover: { own: 'podAnnotations.rotated', clients: 'provisioning.run' },
  })
  return [...passwords, ...tlsSecrets(context.name)]
}
