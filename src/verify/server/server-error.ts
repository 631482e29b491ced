import { ChartError, type Problem } from '../../errors/chart-error.ts'
import { oneLine } from '../../errors/one-line.ts'
import { fields, text } from '../fields.ts'
import type { Answer } from './ask-server.ts'

/** kubectl finds no server to speak to. */
export function serverMissing(said: string): ChartError {
  return failure({
    code: 'server-missing',
    path: 'kubeconfig',
    message: `kubectl knows no server: ${oneLine(said).replace(/^error: /, '')}`,
    hint: 'name a kubeconfig with --kubeconfig or KUBECONFIG, and one of its contexts with --context',
  })
}

/** The server does not answer, or not as an API server does. */
export function serverSilent(server: string, { body }: Answer): ChartError {
  return failure({
    code: 'server-unreachable',
    path: server,
    message: `the server does not answer: ${oneLine(statusMessage(body))}`,
    hint: 'check that it runs, that the address is right and that this network leads to it',
  })
}

/** The server does not know who is asking. */
export function notLoggedIn(server: string): ChartError {
  return failure({
    code: 'server-unauthorized',
    path: server,
    message: 'the server does not accept the credentials: they are wrong, or have expired',
    hint: 'log in again, then try: kubectl auth whoami',
  })
}

/** There is no such namespace, so nothing could be installed. */
export function namespaceMissing(namespace: string): ChartError {
  return failure({
    code: 'namespace-missing',
    path: namespace,
    message: `there is no namespace ${namespace} on the server`,
    hint: `create it: kubectl create namespace ${namespace}; or name another one with --namespace`,
  })
}

/** Who may not keep a release in a namespace cannot install anything there. */
export function namespaceForbidden(namespace: string, { body }: Answer): ChartError {
  return failure({
    code: 'namespace-forbidden',
    path: namespace,
    message: `nothing can be installed in namespace ${namespace}: ${statusMessage(body)}`,
    hint: 'ask for a role such as admin in it, or name another namespace with --namespace',
  })
}

/** What a Status says, or whoever answers in the server's place. */
export function statusMessage(body: unknown): string {
  return text(fields(body)['message']) ?? String(body)
}

function failure(problem: Problem): ChartError {
  return new ChartError([problem])
}
