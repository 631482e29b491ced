import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePorts } from '../../cluster/control-plane/free-ports.ts'
import type { Manifest } from '../../components/rendered.ts'
import type { DeepPartial } from '../../../src/schema/deep-partial.ts'
import { overlay } from '../../../src/helm/merge/overlay.ts'
import type { GatewayValues } from '../../../src/components/gateway/values.ts'
import type { Values } from '../../../src/values/value.ts'
import { type Answer, ask, type Question } from './client.ts'
import { layOut, type NginxContainer } from './container.ts'
import { type NameServer, startNameServer } from './name-server.ts'
import { type Nginx, startNginx } from './nginx.ts'
import { dnsName, gatewayObjects, type Ports, serviceNames } from './platform.ts'
import type { SelfSigned } from './self-signed.ts'
import { type Behaviour, type Seen, startUpstream, type Upstream } from './upstream.ts'

/** A running gateway before its services. */
export interface Fixture {
  readonly nginx: Nginx
  readonly place: NginxContainer
  readonly ports: Ports
  readonly names: NameServer
  readonly upstreams: Readonly<Record<keyof Ports, Upstream>>
  ask(path: string, question?: Partial<Question>): Promise<Answer>
  /** The request as the service saw it. */
  seen(path: string, question?: Partial<Question>): Promise<Seen>
  close(): Promise<void>
}

/** What differs from test to test. */
export interface FixtureOptions {
  readonly values?: DeepPartial<GatewayValues>
  readonly behaviour?: Behaviour
  readonly certificate?: SelfSigned
}

/** Starts services, a name server that knows them, and nginx as its rendered pod says. */
export async function startFixture(options: FixtureOptions = {}): Promise<Fixture> {
  const names = await startNameServer()
  for (const name of serviceNames) names.records.set(dnsName(name), ['127.0.0.1'])
  const ports = await servicePorts()
  const upstreams = await startUpstreams(ports, options.behaviour)
  const resolver = { addresses: [`127.0.0.1:${names.port}`], validSeconds: 1 }
  const values = overlay({ resolver }, (options.values ?? {}) as Values) // what is set is plain data
  const objects = [...gatewayObjects(ports, values), ...tlsSecret(options.certificate)]
  const place = await layOut(objects)
  const nginx = await startNginx(place)
  const question = (path: string, more: Partial<Question> = {}): Promise<Answer> =>
    ask({ port: place.port, path, ...more })
  return {
    nginx,
    place,
    ports,
    names,
    upstreams,
    ask: question,
    seen: async (path, more) => seenIn(await question(path, more)),
    close: async () => {
      await nginx.stop()
      await Promise.all([names.close(), ...Object.values(upstreams).map((one) => one.close())])
    },
  }
}

async function servicePorts(): Promise<Ports> {
  const free = await freePorts(serviceNames.length)
  return Object.fromEntries(serviceNames.map((name, i) => [name, free[i] ?? 0])) as Ports // one each
}

async function startUpstreams(ports: Ports, behaviour?: Behaviour): Promise<Fixture['upstreams']> {
  const started = await Promise.all(
    serviceNames.map(
      async (name) => [name, await startUpstream(name, ports[name], behaviour)] as const,
    ),
  )
  return Object.fromEntries(started) as Fixture['upstreams'] // one each
}

function seenIn({ status, text }: Answer): Seen {
  if (status !== 200) throw new Error(`answered with ${status}: ${text}`)
  return JSON.parse(text) as Seen
}

/** The Secret that somebody else creates. */
export function tlsSecret(pair: SelfSigned | undefined): readonly Manifest[] {
  if (!pair) return []
  const data = { 'tls.crt': base64(pair.certificate), 'tls.key': base64(pair.key) }
  const secret = { kind: 'Secret', metadata: { name: 'shop-gateway-tls' }, data }
  return [secret]
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** Renews the certificate in the mounted Secret. */
export function renew({ local }: NginxContainer, { certificate, key }: SelfSigned): void {
  writeFileSync(join(local('/etc/tls'), 'tls.crt'), certificate)
  writeFileSync(join(local('/etc/tls'), 'tls.key'), key)
}
