import type { DeepPartial } from '../../../src/values/deep-partial.ts'
import { overlay } from '../../../src/values/overlay.ts'
import type { GatewayValues } from '../../../src/values/types/gateway.ts'
import type { Values } from '../../../src/values/value.ts'
import { ask, type Answer, type Question } from './client.ts'
import { freePort } from './free-port.ts'
import { type NameServer, startNameServer } from './name-server.ts'
import { type Nginx, startNginx } from './nginx.ts'
import { layOut, type Place } from './place.ts'
import { gatewayFiles, gatewayObjects, type Ports, release } from './platform.ts'
import type { SelfSigned } from './self-signed.ts'
import { type Behaviour, type Seen, startUpstream, type Upstream } from './upstream.ts'

/** A running gateway before its services. */
export interface Fixture {
  readonly nginx: Nginx
  readonly place: Place
  readonly ports: Ports
  readonly names: NameServer
  readonly upstreams: Readonly<Record<keyof Ports, Upstream>>
  ask(path: string, question?: Partial<Question>): Promise<Answer>
  /** The request as the service saw it, for an answer that a service gave. */
  seen(path: string, question?: Partial<Question>): Promise<Seen>
  close(): Promise<void>
}

/** What differs from test to test. */
export interface FixtureOptions {
  readonly values?: DeepPartial<GatewayValues>
  readonly behaviour?: Behaviour
  readonly certificate?: SelfSigned
}

const serviceNames = ['catalog', 'cart', 'orders', 'users', 'web'] as const

/** Full DNS name of a service, as the gateway asks for it. */
export function dnsName(service: string): string {
  return `${release.name}-${service}.${release.namespace}.svc.cluster.local`
}

/** Starts services, a name server that knows them, and nginx with the rendered configuration. */
export async function startFixture({
  values = {},
  behaviour,
  certificate,
}: FixtureOptions = {}): Promise<Fixture> {
  const names = await startNameServer()
  const ports = Object.fromEntries(
    await Promise.all(serviceNames.map(async (name) => [name, await freePort()])),
  ) as Ports
  for (const name of serviceNames) names.records.set(dnsName(name), ['127.0.0.1'])
  const started = await Promise.all(
    serviceNames.map(
      async (name) => [name, await startUpstream(name, ports[name], behaviour)] as const,
    ),
  )
  const upstreams = Object.fromEntries(started) as Readonly<Record<keyof Ports, Upstream>>
  const resolver = { resolver: { addresses: [`127.0.0.1:${names.port}`], validSeconds: 1 } }
  const objects = gatewayObjects(ports, overlay(resolver, values as Values))
  const place = await layOut(gatewayFiles(objects), certificate)
  const nginx = await startNginx(place)
  const question = (path: string, more: Partial<Question>): Promise<Answer> =>
    ask({ port: place.port, path, ...more })
  return {
    nginx,
    place,
    ports,
    names,
    upstreams,
    ask: (path, more = {}) => question(path, more),
    seen: async (path, more = {}) => {
      const answer = await question(path, more)
      if (answer.status !== 200)
        throw new Error(`${path} was answered with ${answer.status}: ${answer.text}`)
      return JSON.parse(answer.text) as Seen
    },
    close: async () => {
      await nginx.stop()
      await Promise.all([names.close(), ...Object.values(upstreams).map((one) => one.close())])
    },
  }
}
