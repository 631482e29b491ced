import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { afterAll, describe, expect, it } from 'vitest'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { profiles, writeDefaultChart } from '../chart/default-chart.ts'
import { type Manifest, the } from '../components/rendered.ts'
import { ask } from './gateway/client.ts'
import { layOut } from './gateway/container.ts'
import { startNameServer } from './gateway/name-server.ts'
import { noNginx, startNginx } from './gateway/nginx.ts'
import { startUpstream } from './gateway/upstream.ts'
import { type ProfileObjects, profileObjects } from './profile-objects.ts'

const services = ['catalog', 'cart', 'orders', 'payments', 'inventory', 'users'] as const

/** What is closed when the tests are over, the newest first. */
const open: { close(): Promise<unknown> }[] = []

describe.skipIf(noNginx !== '')(`the default chart's gateway, as Helm renders it${noNginx}`, () => {
  const folder = writeDefaultChart()
  afterAll(async () => {
    for (const one of open.toReversed()) await one.close()
  })

  it.each(profiles)('leads each path to its service with the profile %s', async (profile) => {
    const names = await startNameServer()
    open.push(names)
    const resolver = { addresses: [`127.0.0.1:${names.port}`] }
    const objects = await profileObjects(folder, profile, { gateway: { resolver } })
    const here = await freePorts(services.length)
    let gateway = objects.of('gateway')
    for (const [i, service] of services.entries()) {
      const port = here[i] ?? 0
      open.push(await startUpstream(service, port))
      const name = `ecommerce-${service}.ecommerce.svc.cluster.local`
      names.records.set(name, ['127.0.0.1'])
      gateway = moved(gateway, `${name}:${portOf(objects, service)};`, `${name}:${port};`)
    }
    const place = await layOut(gateway)
    const nginx = await startNginx(place)
    open.push({ close: nginx.stop })
    const headers = { Host: 'ecommerce.example.com' }
    for (const service of services) {
      const { status, text } = await ask({ port: place.port, path: `/${service}/1`, headers })
      expect([status, JSON.parse(text)]).toMatchObject([200, { service, url: `/${service}/1` }])
    }
    expect(await ask({ port: place.port, path: '/', headers })).toMatchObject({ status: 404 })
  })
})

function portOf(objects: ProfileObjects, service: string): number | undefined {
  const { spec } = the<IDeployment>(objects.of(service), 'Deployment')
  return spec?.template.spec?.containers[0]?.ports?.[0]?.containerPort
}

/** The objects with another address in them. Throws where they have none to replace. */
function moved(objects: readonly Manifest[], from: string, to: string): readonly Manifest[] {
  const text = JSON.stringify(objects)
  if (!text.includes(from)) throw new Error(`nothing leads to ${from}`)
  return JSON.parse(text.replaceAll(from, to)) as readonly Manifest[] // the same objects
}
