import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Question, TlsOptions } from './gateway/client.ts'
import { type Fixture, renew, startFixture } from './gateway/fixture.ts'
import { noNginx, speaksHttp2 } from './gateway/nginx.ts'
import { selfSigned } from './gateway/self-signed.ts'

const host = 'shop.example.com'

describe.skipIf(noNginx !== '')(`a running gateway that ends TLS itself${noNginx}`, () => {
  const certificate = selfSigned(host)
  let edge: Fixture
  beforeAll(async () => {
    edge = await startFixture({
      certificate,
      values: {
        exposure: { type: 'LoadBalancer' },
        tls: { enabled: true, http2: speaksHttp2 },
        httpsRedirect: true,
      },
    })
  })
  afterAll(() => edge.close())

  const secure = (more: Partial<TlsOptions> = {}): Partial<Question> => ({
    port: edge.place.tlsPort,
    headers: { Host: host },
    tls: { ca: certificate.certificate, servername: host, ...more },
  })

  it('serves the certificate of the Secret, and says HTTPS to the service and the browser', async () => {
    const { status, headers, text } = await edge.ask('/catalog', secure())
    expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000'])
    expect(JSON.parse(text).headers['x-forwarded-proto']).toBe('https')
  })

  it('speaks TLS 1.3 and 1.2, and nothing older', async () => {
    expect(await edge.ask('/catalog', secure({ minVersion: 'TLSv1.3' }))).toMatchObject({
      status: 200,
    })
    expect(await edge.ask('/catalog', secure({ maxVersion: 'TLSv1.2' }))).toMatchObject({
      status: 200,
    })
    const old = {
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    } as const
    await expect(edge.ask('/catalog', secure(old))).rejects.toThrow(/alert|version/i)
  })

  it.runIf(speaksHttp2)('speaks HTTP/2', async () => {
    const session = connectHttp2(`https://${host}`, {
      ...secure().tls,
      createConnection: () =>
        connectTls({ port: edge.place.tlsPort, ALPNProtocols: ['h2'], ...secure().tls }),
    })
    const [headers] = await once(session.request({ ':path': '/catalog' }).end(), 'response')
    session.close()
    expect(headers[':status']).toBe(200)
  })

  it('redirects plain requests, whatever the method, but not the health check', async () => {
    for (const method of ['GET', 'POST']) {
      const { status, headers } = await edge.ask('/catalog/1?a=b', {
        method,
        headers: { Host: host },
      })
      expect([status, headers.location]).toEqual([308, `https://${host}/catalog/1?a=b`])
    }
    expect(await edge.ask('/healthz')).toMatchObject({ status: 200 })
  })

  it('redirects plain HTTP on the port of HTTPS too', async () => {
    const { status, headers } = await edge.ask('/catalog', {
      port: edge.place.tlsPort,
      headers: { Host: host },
    })
    expect([status, headers.location]).toEqual([308, `https://${host}/catalog`])
  })

  it('serves a renewed certificate without a restart', async () => {
    const renewed = selfSigned(host)
    renew(edge.place, renewed)
    expect(await edge.ask('/catalog', secure({ ca: renewed.certificate }))).toMatchObject({
      status: 200,
    })
  })
})
