import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { gateway, service } from 'chartwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Values } from '../../src/values/value.ts'
import { rendered } from '../components/rendered.ts'
import { type Answer, ask } from './gateway/client.ts'
import { layOut, type NginxContainer } from './gateway/container.ts'
import { type NameServer, startNameServer } from './gateway/name-server.ts'
import { type Nginx, noNginx, startNginx } from './gateway/nginx.ts'
import { selfSigned } from './gateway/self-signed.ts'

const components = {
  web: service({ image: 'shop/web', port: 8000, external: true }),
  pay: service({ image: 'shop/pay', port: 8001, external: true }),
  bank: service({ image: 'shop/bank', port: 8002, external: true }),
  gateway: gateway({
    host: 'shop.example.com',
    routes: { '/': 'web', '/pay': { to: 'pay', stripPrefix: true }, '/bank': 'bank' },
  }),
}

const trusted = selfSigned('pay.example.com')
const stranger = selfSigned('bank.example.com')

describe.skipIf(noNginx !== '')(`a running gateway and services elsewhere${noNginx}`, () => {
  const servers: Server[] = []
  let names: NameServer
  let place: NginxContainer
  let nginx: Nginx
  const port: Record<string, number> = {}

  /** Each answers with what it was asked. */
  async function listen(name: string, server: Server): Promise<void> {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    servers.push(server)
    port[name] = (server.address() as AddressInfo).port // it listens by TCP
  }

  beforeAll(async () => {
    names = await startNameServer()
    for (const name of ['web', 'pay', 'bank'])
      names.records.set(`${name}.example.com`, ['127.0.0.1'])
    const seen = (from: string) =>
      ((request, response) =>
        response.end(
          JSON.stringify({ from, url: request.url, headers: request.headers }),
        )) satisfies Parameters<typeof createServer>[1]
    const secure = ({ certificate, key }: typeof trusted, from: string): Server =>
      createSecureServer({ cert: certificate, key }, seen(from))
    await listen('web', createServer(seen('web')))
    await listen('pay', secure(trusted, 'pay'))
    await listen('bank', secure(stranger, 'bank'))
    const elsewhere = (name: string): Values => ({
      mode: 'external',
      host: `${name}.example.com`,
      ports: { http: port[name] ?? 0 },
      tls: { http: name !== 'web' },
    })
    ;({ place, nginx } = await startGateway({
      web: elsewhere('web'),
      pay: elsewhere('pay'),
      bank: elsewhere('bank'),
    }))
  })

  /** nginx that trusts one certificate alone, by a ConfigMap over what the image has. */
  async function startGateway(services: Values): Promise<{
    readonly place: NginxContainer
    readonly nginx: Nginx
  }> {
    const objects = rendered(components, 'gateway', {
      global: { services },
      resolver: { addresses: [`127.0.0.1:${names.port}`] },
      volumes: { cas: { configMap: { name: 'cas' } } },
      volumeMounts: { '/etc/ssl/certs': { name: 'cas', readOnly: true } },
    })
    const data = { 'ca-certificates.crt': trusted.certificate }
    const cas = { kind: 'ConfigMap', metadata: { name: 'cas' }, data }
    const laidOut = await layOut([...objects, cas])
    return { place: laidOut, nginx: await startNginx(laidOut) }
  }

  afterAll(async () => {
    await nginx.stop()
    await names.close()
    for (const server of servers) server.close()
  })

  const asked = (path: string): Promise<Answer> =>
    ask({ port: place.port, path, headers: { Host: 'shop.example.com' } })

  async function seen(path: string): Promise<{
    readonly from: string
    readonly url: string
    readonly headers: IncomingHttpHeaders
  }> {
    const { status, text } = await asked(path)
    expect([status, text]).toEqual([200, expect.stringContaining('from')])
    return JSON.parse(text) as Awaited<ReturnType<typeof seen>>
  }

  it('asks a service by its own name there, and says by which one it was asked itself', async () => {
    const { from, url, headers } = await seen('/page?a=b')
    expect([from, url]).toEqual(['web', '/page?a=b'])
    expect(headers.host).toBe(`web.example.com:${port['web']}`)
    expect(headers['x-forwarded-host']).toBe('shop.example.com')
  })

  it('asks over HTTPS where its certificate is that of its name', async () => {
    const { from, url, headers } = await seen('/pay/cards')
    expect([from, url, headers.host]).toEqual(['pay', '/cards', `pay.example.com:${port['pay']}`])
  })

  it('asks nothing of a service whose certificate nobody trusts', async () => {
    expect((await asked('/bank')).status).toBe(502)
  })

  it('asks nothing of a service whose certificate is that of another name', async () => {
    const web = {
      mode: 'external',
      host: 'web.example.com',
      ports: { http: port['pay'] ?? 0 },
      tls: { http: true },
    }
    const other = await startGateway({ web })
    const { status } = await ask({ port: other.place.port, path: '/' })
    await other.nginx.stop()
    expect(status).toBe(502)
  })
})
