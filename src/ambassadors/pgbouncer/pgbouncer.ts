import { optionsOf } from '../../platform/kind-options.ts'
import { defineAmbassador, type MakeAmbassador } from '../../components/workload/index.ts'
import { directory, type PoolMode, startScript } from './script.ts'

/** What a person says of a pooler beside its place and its settings. */
export interface PgbouncerOwn {
  /**
   * How long a client keeps its connection to the server: for its `session`, which changes nothing for it;
   * for a `transaction`, after which `SET`, `LISTEN` and advisory locks of the session are another's; or for
   * a single `statement`, with no transactions at all.
   */
  readonly mode: PoolMode
}

/** What the values may change of a pooler. */
export type PgbouncerSetting =
  | 'maxClients'
  | 'poolSize'
  | 'preparedStatements'
  | 'queryWaitSeconds'
  | 'serverIdleSeconds'

/**
 * PgBouncer in the pods of a client of PostgreSQL: few connections to the server for many of the program.
 * Each pod has a pool of its own, so that `poolSize` times the pods must fit into `max_connections`.
 *
 * There is no official image. This one is edoburu's (github.com/edoburu/docker-pgbouncer, Dockerfile):
 * Alpine, whose user postgres is 70:70, with PgBouncer built from its release, and `pg_isready`.
 */
export const pgbouncer: MakeAmbassador<'database', PgbouncerOwn, PgbouncerSetting> =
  defineAmbassador({
    name: 'pgbouncer',
    interface: 'database',
    port: 6432,
    image: 'edoburu/pgbouncer:v1.25.2-p0',
    env: {
      DATABASE_HOST: '{host}',
      DATABASE_PORT: '{port}',
      DATABASE_NAME: '{database}',
      DATABASE_USERNAME: '{username}',
      DATABASE_PASSWORD: '{password}',
      DATABASE_SSL_MODE: '{ssl-mode}',
      DATABASE_CA_FILE: '{ca-file}',
    },
    settings: {
      poolSize: 10,
      maxClients: 1000,
      queryWaitSeconds: 30,
      serverIdleSeconds: 600,
      preparedStatements: 200,
    },
    options: optionsOf<PgbouncerOwn>({
      required: ['mode'],
      properties: { mode: { type: 'string', enum: ['session', 'transaction', 'statement'] } },
    }),
    container: ({ mode, port }) => ({
      command: ['sh', script],
      files: { [script]: { text: startScript(mode, port) } },
      uid: 70,
      gid: 70,
      writable: [{ path: directory, memory: '1Mi' }],
      probes: { liveness: { exec: ['sh', '-c', asks(port)] } },
    }),
  })

const script = '/etc/pgbouncer/start.sh'

/** Whether it takes connections, which needs no server behind it. */
const asks = (port: number): string =>
  `pg_isready --quiet --host=127.0.0.1 --port=${port} --username="$DATABASE_USERNAME" --dbname="$DATABASE_NAME"`
