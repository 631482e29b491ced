import { connect } from 'node:net'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { Outcome } from './process.ts'

/** A container on this machine, as its probes find it. */
export interface Probed {
  readonly container: IContainer
  /** Runs a command as in the container. */
  readonly run: (command: readonly string[]) => Promise<Outcome>
  /** Where one of the container's ports is, by its name. */
  readonly portOf: (name: string) => number
}

/** What each probe of a container finds. */
export type Findings = Readonly<Record<'startup' | 'liveness' | 'readiness', boolean>>

/** What all probes find of a healthy container. */
export const healthy: Findings = { startup: true, liveness: true, readiness: true }

/** What all probes find of a container that is gone, or refuses its clients. */
export const failing: Findings = { startup: false, liveness: false, readiness: false }

/** Does what the kubelet does with each probe of a container. */
export async function findings(probed: Probed): Promise<Findings> {
  return {
    startup: await passes(probed, 'startup'),
    liveness: await passes(probed, 'liveness'),
    readiness: await passes(probed, 'readiness'),
  }
}

/** Does what the kubelet does with one probe of a container. */
export async function passes(
  { container, run, portOf }: Probed,
  name: keyof Findings,
): Promise<boolean> {
  const { exec, httpGet, tcpSocket } = container[`${name}Probe`] ?? {}
  if (exec?.command) return (await run(exec.command)).code === 0
  if (tcpSocket) return accepts(portOf(String(tcpSocket.port)))
  if (httpGet) return answers(portOf(String(httpGet.port)), httpGet.path ?? '/')
  throw new Error(`there is no ${name} probe`)
}

async function answers(port: number, path: string): Promise<boolean> {
  try {
    const { status } = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })
    return status >= 200 && status < 400
  } catch {
    return false
  }
}

/** Whether something takes connections on a port of the loopback address. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
