import {
  caFile,
  type ConnectionPoint,
  connectionEnvironment,
  hasTls,
  type KindConnection,
  localPlace,
  type StorePart,
  storeParts,
  type WaitContainer,
} from 'chartwright/kind'
import { when } from 'chartwright/template'

const keys = ['host', 'port', 'address', 'url-address', 'database', 'username', 'query'] as const
const forms = { url: 'mysql://{username}:{url-password}@{url-address}' }

/** What the variables of a client may be made of. */
export const parts = (to: ConnectionPoint) => storeParts(to, keys, forms)

/** How clients reach it: the variables of every `database`, `DATABASE_URL` and its parts. */
export const connection: KindConnection<
  (typeof keys)[number] | keyof typeof forms | StorePart,
  { readonly image: WaitContainer['image'] }
> = {
  prefix: 'DATABASE',
  parts,
  variables: {
    HOST: '{host}',
    PORT: '{port}',
    NAME: '{database}',
    USERNAME: '{username}',
    PASSWORD: '{password}',
    URL_ADDRESS: '{url-address}',
    URL_PASSWORD: '{url-password}',
    URL: '{url}',
  },
  holdsData: true,
  tls: true,
  local: (_, port) => {
    const place = localPlace(port)
    return { ...place, 'url-address': `${place.address}/{database}`, query: '', 'ca-file': '' }
  },
  wait: (to, { image }) => ({
    image,
    command: ['bash', '-c', login],
    environment: [
      ...connectionEnvironment(account, parts(to), 'DATABASE'),
      when(hasTls(to.store), { name: 'CA_FILE', value: caFile(to.store) }),
    ],
  }),
}

const account = {
  DATABASE_HOST: '{host}',
  DATABASE_PORT: '{port}',
  DATABASE_NAME: '{database}',
  DATABASE_USERNAME: '{username}',
  MYSQL_PWD: '{password}',
}

/** Ends once this client can log in to its own database, which the provisioning Job makes. */
const login = `until mariadb --no-defaults --host="$DATABASE_HOST" --port="$DATABASE_PORT" \\
  --user="$DATABASE_USERNAME" \${CA_FILE:+--ssl-ca="$CA_FILE" --ssl-verify-server-cert} \\
  --execute='SELECT 1' "$DATABASE_NAME" >/dev/null; do sleep 2; done
`
