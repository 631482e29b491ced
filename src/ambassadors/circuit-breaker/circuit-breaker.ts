import { optionsOf } from '../../platform/kind-options.ts'
import { defineAmbassador, type MakeAmbassador } from '../../components/workload/index.ts'
import { nginxConf, paths, startScript, statusPath } from './configuration.ts'

/** An answer that may count as a failure. */
export type AnswerStatus = 500 | 502 | 503 | 504

/** What a person says of a breaker beside its place and its settings. */
export interface CircuitBreakerOwn {
  /** How often a request by GET or HEAD that failed is sent again, at once: at most 3 times. Default: 0. */
  readonly retries?: number
  /**
   * Answers that count as failures, as none at all does. The client gets their status, and in place of their
   * content that of the breaker. Default: 502, 503 and 504.
   */
  readonly failOn?: readonly AnswerStatus[]
}

/** What the values may change of a breaker. */
export type CircuitBreakerSetting =
  | 'concurrentRequests'
  | 'connectSeconds'
  | 'failures'
  | 'openSeconds'
  | 'queue'
  | 'requestsPerSecond'
  | 'timeoutSeconds'

/**
 * nginx in the pods of a caller, before a callee that speaks HTTP: it does not ask one that fails for a
 * while, waits no longer than is said, and sends no more than is said. The image is that of the gateway.
 */
export const circuitBreaker: MakeAmbassador<'http', CircuitBreakerOwn, CircuitBreakerSetting> =
  defineAmbassador({
    name: 'circuit-breaker',
    interface: 'http',
    protocols: ['http'],
    port: 8180,
    image: 'docker.io/nginxinc/nginx-unprivileged:1.30.5-alpine-slim',
    env: { CALLEE_HOST: '{host}', CALLEE_ADDRESS: '{address}', CALLEE_URL: '{url}' },
    settings: {
      failures: 5,
      openSeconds: 10,
      connectSeconds: 2,
      timeoutSeconds: 15,
      requestsPerSecond: 0,
      queue: 20,
      concurrentRequests: 0,
    },
    options: optionsOf<CircuitBreakerOwn>({
      properties: {
        retries: { type: 'integer', minimum: 0, maximum: 3 },
        failOn: { type: 'array', items: { enum: [500, 502, 503, 504] } },
      },
    }),
    container: ({ port, retries = 0, failOn = usualFailures }) => ({
      command: ['sh', `${paths.configuration}/start.sh`],
      workingDir: paths.prefix,
      env: { CA_FILE: '/etc/ssl/certs/ca-certificates.crt' }, // of the image, for a callee outside
      files: {
        [`${paths.configuration}/start.sh`]: { text: startScript },
        [`${paths.configuration}/nginx.conf`]: { text: nginxConf({ port, retries, failOn }) },
      },
      uid: 101,
      gid: 101,
      writable: [paths.prefix],
      probes: {
        liveness: {
          exec: ['wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${port}${statusPath}`],
        },
      },
    }),
  })

const usualFailures: readonly AnswerStatus[] = [502, 503, 504]
