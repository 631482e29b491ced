import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** One call of the Kubernetes API. */
export interface Call {
  readonly method?: 'GET' | 'PATCH'
  readonly path: string
  /** With PATCH, the object to apply, as YAML. */
  readonly body?: string
}

/** What the server answered. */
export interface Answer {
  readonly status: number
  /** Parsed where it is JSON, else text. */
  readonly body: unknown
  /** What the server, or a webhook of it, warns of. */
  readonly warnings: readonly string[]
}

/** Milliseconds after which nobody waits any more; kubectl itself gives up after 30 s. */
const patience = 40_000

/**
 * Calls the API of a server behind a socket. Whatever becomes of it is a result, but for an end that
 * the signal asks for.
 */
export async function askServer(
  socketPath: string,
  call: Call,
  signal: AbortSignal = new AbortController().signal,
): Promise<Answer> {
  try {
    const end = AbortSignal.any([signal, AbortSignal.timeout(patience)])
    return await readAnswer(await send(socketPath, call, end))
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error
    return { status: 504, body: error.message, warnings: [] }
  }
}

async function send(
  socketPath: string,
  { method = 'GET', path, body }: Call,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const type = body === undefined ? {} : { 'content-type': 'application/apply-patch+yaml' }
  const headers = { host: 'localhost', ...type }
  return await new Promise((resolve, reject) => {
    request({ socketPath, method, path, headers, signal }, resolve).once('error', reject).end(body)
  })
}

async function readAnswer(message: IncomingMessage): Promise<Answer> {
  const content = await text(message)
  const isJson = message.headers['content-type']?.startsWith('application/json')
  return {
    status: message.statusCode ?? 0,
    body: isJson ? (JSON.parse(content) as unknown) : content.trim(),
    warnings: (message.headersDistinct['warning'] ?? []).map(warningText),
  }
}

/** `299 - "text"`, the text with its quotes escaped. */
function warningText(header: string): string {
  const [, quoted = header] = /^\d{3} \S+ "(.*)"$/s.exec(header) ?? []
  return quoted.replaceAll(/\\(.)/gs, '$1')
}
