import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request as send } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Access } from './access.ts'

/** One call of the Kubernetes API. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the server's root: `/api/v1/nodes`. */
  readonly path: string
  /** Sent as JSON; with PATCH, as a merge patch. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What the API server answered. */
export interface Answer {
  readonly status: number
  /** Parsed where it is JSON. */
  readonly body: unknown
  /** What it does not like, but takes. */
  readonly warning?: string
}

/** Calls the API server; every answer is a result, whatever its status. */
export async function request(access: Access, call: Call): Promise<Answer> {
  const message = await respond(access, call)
  const body = await text(message)
  const isJson = message.headers['content-type']?.startsWith('application/json')
  const { warning } = message.headers
  return {
    status: message.statusCode ?? 0,
    body: isJson ? JSON.parse(body) : body,
    ...(warning !== undefined && { warning }),
  }
}

async function respond(access: Access, call: Call): Promise<IncomingMessage> {
  const { method = 'GET', path, body, headers } = call
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const options = {
    method,
    ca: readFileSync(access.certificate),
    headers: { authorization: `Bearer ${access.token}`, 'content-type': type, ...headers },
    signal: AbortSignal.timeout(20_000),
  }
  return await new Promise((resolve, reject) => {
    const outgoing = send(new URL(path, access.server), options, resolve)
    outgoing.once('error', reject)
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
