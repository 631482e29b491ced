import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { gateway, service } from 'chartwright'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { rendered, the } from '../components/rendered.ts'
import { exporterVersion, metricsAt, noExporters, startExporter } from './exporters.ts'
import { layOut, type NginxContainer } from './gateway/container.ts'
import { type Nginx, noNginx, startNginx } from './gateway/nginx.ts'
import { kill, type Running } from './process.ts'

const components = {
  web: service({ image: 'shop/web', port: 8080 }),
  gateway: gateway({ routes: { '/': 'web' }, exporter: true }),
}

const objects = rendered(components, 'gateway', {
  resolver: { addresses: ['127.0.0.1:53'] },
  workers: 1,
})
const pod = the<IDeployment>(objects, 'Deployment').spec?.template.spec

it.skipIf(noExporters !== '')(`has the version of its image${noExporters}`, () => {
  expect(pod?.initContainers?.[0]?.image).toBe(
    `docker.io/nginx/nginx-prometheus-exporter:${exporterVersion('nginx-exporter')}`,
  )
})

const reason = noNginx || noExporters

describe.skipIf(reason !== '')(
  `the exporter of the gateway as its rendered objects say${reason}`,
  () => {
    let place: NginxContainer
    let exporter: Running
    let nginx: Nginx | undefined
    let port: number

    beforeAll(async () => {
      place = await layOut(objects)
      const conf = place.local('/etc/nginx/nginx.conf')
      const few = readFileSync(conf, 'utf8').replace(
        'worker_connections 4096',
        'worker_connections 32',
      )
      writeFileSync(conf, few)
      ;[port = 0] = await freePorts(1)
      const moved = JSON.stringify(pod).replace(':8081/', `:${place.statusPort}/`)
      exporter = await startExporter('nginx-exporter', {
        pod: JSON.parse(moved) as IPodSpec,
        objects,
        root: place.folder,
        port,
      })
    }, 300_000)

    afterAll(async () => {
      if (exporter) await kill(exporter)
      await nginx?.stop()
      rmSync(place.folder, { recursive: true, force: true })
    })

    const figure = async (name: string): Promise<number | undefined> =>
      (await metricsAt(port)).get(`nginx_${name}`)

    it('says that nginx is not there before it is', async () => {
      expect(await figure('up')).toBe(0)
    })

    it('counts the requests of nginx', async () => {
      nginx = await startNginx(place)
      expect(await figure('up')).toBe(1)
      const before = (await figure('http_requests_total')) ?? 0
      for (let i = 0; i < 5; i += 1) await fetch(`http://127.0.0.1:${place.port}/healthz`)
      expect(await figure('http_requests_total')).toBe(before + 6) // and the exporter's own
    })

    it('tells of connections that nginx drops, as the alert NginxConnectionsDropped asks', async () => {
      const dropped = async (): Promise<number> => {
        const [accepted = 0, handled = 0] = [
          await figure('connections_accepted'),
          await figure('connections_handled'),
        ]
        return accepted - handled
      }
      expect(await dropped()).toBeLessThanOrEqual(0) // two fetches, of which the second counts itself
      const clients: Socket[] = []
      for (let client = await busy(place.port); client; client = await busy(place.port)) {
        clients.push(client)
      }
      for (const client of clients) client.destroy() // so that the exporter comes through again
      await expect.poll(dropped, { timeout: 30_000 }).toBeGreaterThan(0)
    })
  },
)

/**
 * A connection in the middle of its second request, which nginx closes in favour of no other; undefined where
 * nginx dropped it.
 */
function busy(port: number): Promise<Socket | undefined> {
  const socket = connect(port, '127.0.0.1')
  socket.write('GET /healthz HTTP/1.1\r\nHost: shop\r\n\r\nGET /')
  return new Promise((resolve) => {
    socket.once('data', () => resolve(socket))
    socket.on('error', () => socket.destroy())
    socket.once('close', () => resolve(undefined))
  })
}
