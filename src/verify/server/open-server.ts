import { fields, text } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import { mapBounded } from '../map-bounded.ts'
import { run } from '../run.ts'
import type { Target } from '../target.ts'
import { type Answer, askServer, type Call } from './ask-server.ts'
import { dryRun, judge, unknownKind } from './dry-run.ts'
import { openProxy } from './kubectl-proxy.ts'
import * as errors from './server-error.ts'
import { pathFinder } from './server-resources.ts'

/** Which server, and where on it. */
export interface ServerOptions {
  /** Path of kubectl. */
  readonly kubectl: string
  /** Default: kubectl's own. */
  readonly kubeconfig?: string
  /** Default: the current one. */
  readonly context?: string
  readonly release: string
  readonly namespace: string
}

/** A server that judges objects by dry runs of server-side apply. */
export interface Server {
  readonly target: Target
  readonly close: () => Promise<void>
}

/** Calls the API of one server. */
type Ask = (call: Call, signal?: AbortSignal) => Promise<Answer>

/** How many objects the server judges at once. */
const parallel = 4

/**
 * Opens the way to a server. Throws a ChartError when there is none, it does not answer, or nothing
 * could be installed in the namespace.
 */
export async function openServer(options: ServerOptions): Promise<Server> {
  const flags = kubectlFlags(options)
  const { socket, close } = await openProxy(options.kubectl, flags)
  const ask: Ask = (call, signal) => askServer(socket, call, signal)
  try {
    const version = await readVersion(ask, () => addressOf(options.kubectl, flags))
    await checkNamespace(ask, options)
    return { target: serverTarget(version, ask), close }
  } catch (error) {
    await close()
    throw error
  }
}

function kubectlFlags({ kubeconfig, context }: ServerOptions): readonly string[] {
  return Object.entries({ kubeconfig, context }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  )
}

async function readVersion(ask: Ask, address: () => Promise<string>): Promise<string> {
  const answer = await ask({ path: '/version' })
  const version = text(fields(answer.body)['gitVersion'])
  if (answer.status === 200 && version !== undefined) return version.replace(/^v/, '')
  const server = await address()
  throw answer.status === 401 ? errors.notLoggedIn(server) : errors.serverSilent(server, answer)
}

/** The address of a server that does not answer as it should. Throws when kubectl knows none. */
async function addressOf(kubectl: string, flags: readonly string[]): Promise<string> {
  const jsonPath = 'jsonpath={.clusters[0].cluster.server}'
  const args = [...flags, 'config', 'view', '--minify', '--output', jsonPath]
  const { exitCode, stdout } = await run(kubectl, args)
  if (exitCode !== 0 || stdout === '') throw errors.serverMissing('no context is the current one')
  return stdout
}

/** Helm keeps a release in a Secret, which therefore is the first thing that must be allowed. */
async function checkNamespace(ask: Ask, { release, namespace }: ServerOptions): Promise<void> {
  const name = `sh.helm.release.v1.${release}.v1`
  const path = `/api/v1/namespaces/${namespace}/secrets/${name}?${dryRun}`
  const body = JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name } })
  const answer = await ask({ method: 'PATCH', path, body })
  if (answer.status === 404) throw errors.namespaceMissing(namespace)
  if (answer.status >= 300) throw errors.namespaceForbidden(namespace, answer)
}

function serverTarget(version: string, ask: Ask): Target {
  const find = pathFinder((path) => ask({ path }))
  const check = async (manifest: Manifest, signal: AbortSignal | undefined) => {
    const path = await find(manifest)
    if (path === undefined) return [unknownKind(manifest)]
    const call = { method: 'PATCH', path: `${path}?${dryRun}`, body: manifest.text } as const
    const answer = await ask(call, signal)
    // The server always sends an object: this is somebody on the way to it.
    if (typeof answer.body === 'string') throw errors.serverSilent('server', answer)
    return judge(manifest, answer)
  }
  return {
    version,
    name: `${version} (server)`,
    validate: async ({ manifests }, { signal }) => {
      const found = await mapBounded(manifests, parallel, (one) => check(one, signal))
      return found.flat()
    },
  }
}
