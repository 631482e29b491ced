import { fields, text } from '../fields.ts'
import { run } from '../run.ts'
import { type Answer, askServer, type Call } from './ask-server.ts'
import { openProxy } from './kubectl-proxy.ts'
import * as errors from './server-error.ts'

/** Which server: as kubectl knows it. */
export interface ApiOptions {
  /** Path of kubectl. */
  readonly kubectl: string
  /** Default: kubectl's own. */
  readonly kubeconfig?: string
  /** Default: the current one. */
  readonly context?: string
}

/** The API of one server. */
export interface Api {
  readonly ask: Ask
  /** `1.36.3` */
  readonly version: string
  readonly close: () => Promise<void>
}

/** Calls the API of one server. */
export type Ask = (call: Call, signal?: AbortSignal) => Promise<Answer>

/** Opens the way to a server. Throws a ChartError when there is none, or it does not answer. */
export async function openApi(options: ApiOptions): Promise<Api> {
  const flags = kubectlFlags(options)
  const { socket, close } = await openProxy(options.kubectl, flags)
  const ask: Ask = (call, signal) => askServer(socket, call, signal)
  try {
    const version = await readVersion(ask, () => addressOf(options.kubectl, flags))
    return { ask, version, close }
  } catch (error) {
    await close()
    throw error
  }
}

function kubectlFlags({ kubeconfig, context }: ApiOptions): readonly string[] {
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
