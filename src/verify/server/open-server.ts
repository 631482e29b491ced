import type { Manifest } from '../manifest.ts'
import { mapBounded } from '../map-bounded.ts'
import type { Target } from '../target.ts'
import type { Answer } from './ask-server.ts'
import { type Cluster, readCluster, releaseSecrets } from './cluster.ts'
import { accountsOf, bodyToAsk, dryRun, judge, notJudged, unknownKind } from './dry-run.ts'
import { liveScaleDowns } from './live-scale-downs.ts'
import { limitProblems, namespaceLimits } from './namespace-limits.ts'
import { type ApiOptions, type Ask, openApi } from './open-api.ts'
import * as errors from './server-error.ts'
import { type FindPath, pathFinder } from './server-resources.ts'

/** Which server, and where on it. */
export interface ServerOptions extends ApiOptions {
  readonly release: string
  readonly namespace: string
}

/** A server that judges objects by dry runs of server-side apply, and shows what it has. */
export interface Server {
  readonly target: Target
  readonly cluster: Cluster
  readonly close: () => Promise<void>
}

/** How many objects the server judges at once. */
const parallel = 4

/**
 * Opens the way to a server. Throws a ChartError when there is none, it does not answer, or nothing
 * could be installed in the namespace.
 */
export async function openServer(options: ServerOptions): Promise<Server> {
  const { ask, version, close } = await openApi(options)
  try {
    const isReadOnly = await checkNamespace(ask, options)
    const get = (path: string): Promise<Answer> => ask({ path })
    const find = pathFinder(get)
    const limits = await namespaceLimits(ask, options.namespace)
    const target = isReadOnly
      ? silentTarget(version, options)
      : serverTarget(version, ask, find, limits)
    const secrets = releaseSecrets(options.release, options.namespace)
    return { target, cluster: readCluster(get, find, secrets), close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * Helm keeps a release in a Secret, which therefore is the first thing that must be allowed: else
 * nothing can be installed. Says whether it may only be read, so that nothing can be judged.
 */
async function checkNamespace(ask: Ask, { release, namespace }: ServerOptions): Promise<boolean> {
  const name = `sh.helm.release.v1.${release}.v1`
  const path = `/api/v1/namespaces/${namespace}/secrets/${name}?${dryRun}`
  const body = JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name } })
  const answer = await ask({ method: 'PATCH', path, body })
  if (answer.status === 404) throw errors.namespaceMissing(namespace)
  if (answer.status < 300) return false
  const reading = await ask({ path: releaseSecrets(release, namespace) })
  if (reading.status === 200) return true
  throw errors.namespaceForbidden(namespace, answer)
}

/** Of a server where we may not even try. */
function silentTarget(version: string, { namespace }: ServerOptions): Target {
  return {
    version,
    name: `${version} (server)`,
    validate: async () => [notJudged(namespace)],
  }
}

function serverTarget(
  version: string,
  ask: Ask,
  find: FindPath,
  limits: readonly Manifest[],
): Target {
  const check = async (
    manifest: Manifest,
    accounts: ReadonlySet<string>,
    signal: AbortSignal | undefined,
  ) => {
    const path = await find(manifest)
    if (path === undefined) return [unknownKind(manifest)]
    const asked = bodyToAsk(manifest, accounts)
    const call = {
      method: 'PATCH',
      path: `${path}?${dryRun}`,
      body: asked === manifest.body ? manifest.text : JSON.stringify(asked),
    } as const
    const answer = await ask(call, signal)
    // The server always sends an object: this is somebody on the way to it.
    if (typeof answer.body === 'string') throw errors.serverSilent('server', answer)
    return judge(manifest, answer)
  }
  return {
    version,
    name: `${version} (server)`,
    validate: async ({ manifests }, { signal }) => {
      const accounts = accountsOf(manifests)
      const found = await mapBounded(manifests, parallel, (one) => check(one, accounts, signal))
      const live = await liveScaleDowns(manifests, find, ask)
      return [...found.flat(), ...live, ...limitProblems(manifests, limits)]
    },
  }
}
