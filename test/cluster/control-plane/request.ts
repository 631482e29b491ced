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
  readonly body?: unknown
  /** Of the body. Default: JSON; for PATCH a merge patch. */
  readonly contentType?: string
}

/** What the API server answered. */
export interface Answer {
  readonly status: number
  /** Parsed where it is JSON. */
  readonly body: unknown
}

/** Calls the API server; every answer is a result, whatever its status. */
export async function request(access: Access, call: Call): Promise<Answer> {
  const message = await respond(access, call)
  const body = await text(message)
  const isJson = message.headers['content-type']?.startsWith('application/json')
  return { status: message.statusCode ?? 0, body: isJson ? JSON.parse(body) : body }
}

async function respond(access: Access, call: Call): Promise<IncomingMessage> {
  const { method = 'GET', path, body } = call
  const plain = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  return await new Promise((resolve, reject) => {
    const outgoing = send(
      new URL(path, access.server),
      {
        method,
        ca: readFileSync(access.certificate),
        headers: {
          authorization: `Bearer ${access.token}`,
          'content-type': call.contentType ?? plain,
        },
        signal: AbortSignal.timeout(20_000),
      },
      resolve,
    )
    outgoing.once('error', reject)
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
