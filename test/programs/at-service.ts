import type { IContainer } from 'kubernetes-models/v1/Container'

type Texts = Readonly<Record<string, string>>

/** A Service for which a server on this machine stands in. */
export interface StandIn {
  readonly service: string
  /** The port of the Service. */
  readonly port: number
  /** The port of the server, on the loopback address. */
  readonly here: number
}

/** The Service called like a workload, whose first port is that of its container. */
export function standIn(service: string, { ports }: IContainer, here: number): StandIn {
  return { service, port: ports?.[0]?.containerPort ?? 0, here }
}

/** The environment of a client on this machine, which reaches the server, at this host, instead of the Service. */
export function atService(
  environment: Texts,
  { service, port, here }: StandIn,
  host = '127.0.0.1',
): Record<string, string> {
  const places: Texts = { [service]: host, [port]: String(here) }
  const local = Object.entries(environment).map(([name, text]) => [
    name,
    places[text] ?? text.replace(`${service}:${port}`, `${host}:${here}`),
  ])
  return Object.fromEntries(local) as Record<string, string> // the same entries
}
