import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import { elasticsearch, search, service } from 'chartwright'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { type Security, startSecurity } from './elasticsearch-security.ts'
import { selfSigned } from './gateway/self-signed.ts'
import { localContainer } from './local-container.ts'
import { type Outcome, start } from './process.ts'
import { whyNot } from './programs.ts'
import { certificateSecret } from './store-certificate.ts'
import { printable } from './printable.ts'

const app = (prefix?: string) =>
  service({
    image: 'shop/app',
    port: 8080,
    uses: [search('elasticsearch', { waitFor: true, ...(prefix ? { prefix } : {}) })],
  })

const components = {
  products: app(),
  analytics: app('events-'),
  elasticsearch: elasticsearch(),
}

const values = (password = printable) => ({
  global: { secrets: { provider: 'inline' }, tls: { elasticsearch: { enabled: true } } },
  auth: { password: printable },
  clients: { products: { password }, analytics: { password: 'analytics' } },
})

const certificate = selfSigned('localhost')
const reason = whyNot({ names: ['bash', 'curl'], from: 'curl' })

describe.skipIf(reason !== '')(`Elasticsearch, asked by the scripts of its chart${reason}`, () => {
  let security: Security
  let root = ''
  beforeEach(async () => {
    security = await startSecurity(printable, certificate)
    root = mkdtempSync(join(tmpdir(), 'elasticsearch-'))
  })
  afterEach(async () => {
    await security.close()
    rmSync(root, { recursive: true })
  })

  const withCertificate = (objects: readonly Manifest[]): readonly Manifest[] => [
    ...objects,
    certificateSecret('elasticsearch', certificate),
  ]

  /** Runs a container of a pod of the objects, with the stand-in at the address of the server. */
  function run(pod: IPodSpec | undefined, of: readonly Manifest[]): Promise<Outcome> {
    const container = pod?.initContainers?.[0] ?? pod?.containers[0]
    if (!pod || !container) throw new Error('there is no container')
    const { local, environment } = localContainer(pod, container, of, root)
    const here = (text: string): string =>
      text.replaceAll('shop-elasticsearch:9200', `localhost:${security.port}`)
    const own = Object.entries(environment).map(([name, value]) => [name, here(value)])
    const command = (container.command ?? []).map(local)
    const file = command.at(-1) ?? ''
    if (file.startsWith(root)) writeFileSync(file, here(readFileSync(file, 'utf8')))
    return start(command, { PATH: process.env['PATH'] ?? '', ...Object.fromEntries(own) }, user)
      .ended
  }

  const user = process.getuid?.()

  const provision = (password?: string): Promise<Outcome> => {
    const objects = withCertificate(rendered(components, 'elasticsearch', values(password)))
    return run(the<IJob>(objects, 'Job').spec?.template.spec, objects)
  }

  it('gives each client a role for its own indices alone, and a user with its password', async () => {
    expect(await provision()).toMatchObject({ code: 0 })
    expect(Object.fromEntries(security.roles)).toEqual({
      client_products: {
        cluster: ['cluster:monitor/main'],
        indices: [{ names: ['products_*'], privileges: ['manage', 'read', 'write'] }],
      },
      client_analytics: {
        cluster: ['cluster:monitor/main'],
        indices: [{ names: ['events-*'], privileges: ['manage', 'read', 'write'] }],
      },
    })
    expect(security.users.get('products')).toEqual({
      password: printable,
      roles: ['client_products'],
    })
  })

  it('changes nothing when it runs again, and takes a new password over', async () => {
    await provision()
    const [roles, users] = [new Map(security.roles), new Map(security.users)]
    expect(await provision()).toMatchObject({ code: 0 })
    expect([security.roles, security.users]).toEqual([roles, users])
    expect(await provision('another one')).toMatchObject({ code: 0 })
    expect(security.users.get('products')?.password).toBe('another one')
  })

  it.each(['short', 'one line\nand another'])(
    'refuses the password %j in one sentence',
    async (one) => {
      const { code, output } = await provision(one)
      expect(code).toBe(1)
      expect(output).toContain(
        'the password of products must be one line of six characters at least',
      )
      expect(security.users.has('products')).toBe(false)
    },
  )

  it('lets a client wait until its user is there', async () => {
    const objects = withCertificate([
      ...rendered(components, 'elasticsearch', values()),
      ...rendered(components, 'products', { global: values().global }),
    ])
    const waiting = run(the<IDeployment>(objects, 'Deployment').spec?.template.spec, objects)
    await expect.poll(() => security.requests.length === 0).toBe(true)
    expect(await provision()).toMatchObject({ code: 0 })
    expect(await waiting).toMatchObject({ code: 0 })
    expect(security.requests.at(-1)).toBe('GET /_security/_authenticate')
  })
})
