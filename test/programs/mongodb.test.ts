import { Script } from 'node:vm'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { mongodb } from '../../src/components/mongodb/mongodb.ts'
import { service } from '../../src/components/service/service.ts'
import { documents } from 'chartwright'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { environmentOf } from './local-container.ts'
import { serverOptions, settings, shellOptions } from './mongodb-documented.ts'
import { run } from './process.ts'
import { printable } from './printable.ts'

const components = {
  catalog: service({
    image: 'shop/app',
    port: 8080,
    uses: [documents('mongodb', { waitFor: true })],
  }),
  mongodb: mongodb(),
}

const values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'root', keyfile: 'c2VjcmV0' },
  clients: { catalog: { password: printable } },
}

const objects: readonly Manifest[] = rendered(components, 'mongodb', values)

const inTls: readonly Manifest[] = rendered(components, 'mongodb', {
  ...values,
  global: { ...values.global, tls: { mongodb: { enabled: true } } },
})

const withBackup: readonly Manifest[] = rendered(
  { ...components, mongodb: mongodb({ backup: { target: { s3: { bucket: 'backups' } } } }) },
  'mongodb',
)

const file = (configMap: string, name: string, of = objects): string =>
  the<IConfigMap>(of, 'ConfigMap', configMap).data?.[name] ?? ''

const client = the<IDeployment>(rendered(components, 'catalog'), 'Deployment').spec?.template.spec

/** What docs/programs.md says of MongoDB is what these tests show: no program of it is run. */
describe('MongoDB, of which Debian has no program, as its rendered objects say', () => {
  it('has documented settings alone, each of its type', () => {
    const leaves = Object.entries(flat(parse(file('shop-mongodb', 'mongod.conf', inTls))))
    expect(leaves.length).toBeGreaterThan(14)
    expect(leaves.filter(([name, value]) => typeof value !== settings[name])).toEqual([])
  })

  it.each([
    ['without TLS', objects],
    ['with TLS', inTls],
  ])('starts mongod %s with documented options alone, in a script that parses', async (_, of) => {
    const [container] = the<IStatefulSet>(of, 'StatefulSet').spec?.template.spec?.containers ?? []
    const [shell, option, script = ''] = container?.command ?? []
    expect([shell, option]).toEqual(['bash', '-c'])
    expect((await run(['bash', '-n', '-c', script], path)).code).toBe(0)
    expect(unknown(/ mongod (.*)$/.exec(script)?.[1]?.split(' ') ?? [], serverOptions)).toEqual([])
  })

  it('runs mongosh with documented options alone, in the Job and in the wait of a client', () => {
    const [job] = the<IJob>(objects, 'Job').spec?.template.spec?.containers ?? []
    const [shell, ...options] = job?.command ?? []
    expect([shell, unknown(options, shellOptions)]).toEqual(['mongosh', []])
    expect(unknown(waitOptions(), shellOptions)).toEqual([])
  })

  it('asks mongosh for JavaScript that parses', () => {
    for (const of of [objects, inTls, withBackup]) {
      expect(() => new Script(file('shop-mongodb-provision', 'provision.js', of))).not.toThrow()
    }
    expect(() => new Script(waitOptions().at(-1) ?? '')).not.toThrow()
  })

  it('composes a URL whose account and database are the client’s, whatever its password', () => {
    const all = [...objects, ...rendered(components, 'catalog')]
    const { MONGODB_URL = '' } = environmentOf(client?.containers[0]?.env ?? [], all)
    const url = new URL(MONGODB_URL)
    expect([url.protocol, url.username, url.host, url.pathname, url.search]).toEqual([
      'mongodb:',
      'catalog',
      'shop-mongodb:27017',
      '/catalog',
      '?replicaSet=rs0',
    ])
    expect(decodeURIComponent(url.password)).toBe(printable)
  })
})

const path = { PATH: process.env['PATH'] ?? '' }

/** The arguments of mongosh in the wait of a client: its own are quoted once. */
function waitOptions(): readonly string[] {
  const script = client?.initContainers?.[0]?.command?.[2] ?? ''
  const [, options = ''] = /mongosh (.*?); do /.exec(script) ?? []
  return (options.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ''))
}

/** The arguments that are neither a documented option nor the value of one. */
function unknown(
  args: readonly string[],
  documented: Readonly<Record<string, boolean>>,
): readonly string[] {
  return args.filter((arg, i) => {
    const isValue = documented[args[i - 1] ?? ''] === true
    return !isValue && !(arg in documented)
  })
}

/** The leaves of a map, by their dotted paths. */
function flat(value: unknown, at = ''): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return { [at]: value }
  const parts = Object.entries(value).map(([key, one]) => flat(one, at ? `${at}.${key}` : key))
  return Object.assign({}, ...parts) as Readonly<Record<string, unknown>> // all parts together
}
