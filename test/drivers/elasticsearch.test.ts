import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { elasticsearch, search, service } from 'chartwright'
import { freePorts } from '../cluster/control-plane/free-ports.ts'
import { type Manifest, rendered, the } from '../components/rendered.ts'
import { exporter, metricsAt, noExporters, pageAt } from '../programs/exporters.ts'
import { expectMetrics } from '../programs/metric-names.ts'
import { jobPod, type LocalPod, reportOf, scheduledPod } from '../programs/backup-pods.ts'
import { kill, own, start } from '../programs/process.ts'
import type { Values } from '../../src/values/value.ts'
import { elasticsearchDrivers } from './elasticsearch-drivers.ts'
import { makeNodes, type Nodes } from './elasticsearch-nodes.ts'
import { everyCharacter } from './every-character.ts'
import { toolchain } from './toolchains.ts'

const components = {
  products: service({ image: 'shop/app', port: 8080, uses: [search('elasticsearch')] }),
  elasticsearch: elasticsearch({ exporter: true, backup: { keep: 2 } }),
}
const repository = { snapshots: { type: 'fs', claimName: 'snapshots' } }
const objects = (values: Values): readonly Manifest[] =>
  rendered(components, 'elasticsearch', {
    global: { tls: { elasticsearch: { enabled: true } } },
    ...repository,
    ...values,
  })

const classes = await toolchain('elasticsearch')
const reason = 'reason' in classes ? ` (${classes.reason})` : ''
if (reason !== '' && process.env['CI'] !== undefined)
  throw new Error(`Elasticsearch cannot run${reason}`)

describe.skipIf(reason !== '')(`Elasticsearch 9.5.4 as its rendered objects say${reason}`, () => {
  let nodes: Nodes
  let next = 0
  const acknowledged: number[] = []

  beforeAll(() => {
    if (!('reason' in classes)) nodes = makeNodes(classes)
  })
  afterAll(() => nodes?.end())

  /** Writes documents, of which each has a copy on another node where there is one. */
  const write = async (node: number, count: number): Promise<void> => {
    const numbers = Array.from({ length: count }, () => next++)
    const lines = numbers.flatMap((number) => [`{"create":{"_id":"${number}"}}`, `{"n":${number}}`])
    const { items } = (await nodes.ask(
      node,
      '/products_all/_bulk',
      'POST',
      `${lines.join('\n')}\n`,
    )) as Bulk
    acknowledged.push(
      ...items
        .filter(({ create }) => create.status === 201)
        .map(({ create: { _id } }) => Number(_id)),
    )
  }

  /** The documents that were acknowledged and are not there. */
  const lost = async (node: number): Promise<readonly number[]> => {
    const { docs } = (await nodes.ask(
      node,
      '/products_all/_mget',
      'POST',
      JSON.stringify({ ids: acknowledged.map(String) }),
    )) as { docs: readonly { _id: string; found?: boolean }[] }
    return docs.filter(({ found }) => found !== true).map(({ _id }) => Number(_id))
  }

  const cluster = async (node: number): Promise<string> =>
    ((await nodes.ask(node, '/_cluster/state/version')) as { cluster_uuid: string }).cluster_uuid

  const roles = async (): Promise<Readonly<Record<string, string>>> => {
    const all = (await nodes.ask(0, '/_cat/nodes?format=json&h=name,node.role')) as readonly {
      name: string
      'node.role': string
    }[]
    return Object.fromEntries(all.map((one) => [one.name, one['node.role']]))
  }

  const configured = (node: number): string =>
    readFileSync(join(nodes.folder(node), 'run/elasticsearch.yml'), 'utf8')

  let founded = ''

  it('founds a cluster of one node, at once', { timeout: 120_000 }, async () => {
    nodes.lay(objects({}), 0)
    nodes.start(0)
    expect(await nodes.isReady(0)).toBe(false)
    await nodes.joined(0)
    expect(configured(0)).toContain('cluster.initial_master_nodes: ["${POD_NAME}"]')
    expect(existsSync(join(nodes.folder(0), 'data/founding'))).toBe(false)
    expect(await nodes.isReady(0)).toBe(true)
    expect(readFileSync(join(nodes.folder(0), 'run/bootstrap.password'), 'utf8')).toBe(
      'administrator\n',
    )
    founded = await cluster(0)
    await write(0, 100)
  })

  elasticsearchDrivers('http://127.0.79.1:9200', '127.0.79')

  it.skipIf(noExporters !== '')(
    `is told of by its exporter, in the metrics that rules and dashboards may name${noExporters}`,
    { timeout: 300_000 },
    async () => {
      const root = mkdtempSync(join(tmpdir(), 'exporter-'))
      own(root)
      const [port = 0] = await freePorts(1)
      const plain = rendered(components, 'elasticsearch', repository)
      const pod = the<IStatefulSet>(plain, 'StatefulSet').spec?.template.spec
      const args = (pod?.initContainers?.[0]?.args ?? []).map((one) =>
        one.replace(/\/\/.*:9200/, '//127.0.79.1:9200'),
      )
      const program = await exporter('elasticsearch-exporter', root)
      const running = start([program, ...args, `--web.listen-address=127.0.0.1:${port}`], {})
      try {
        const metrics = (): Promise<ReadonlyMap<string, number>> =>
          metricsAt(port).catch(() => new Map<string, number>())
        const nodes = 'elasticsearch_cluster_health_number_of_nodes{cluster="shop-elasticsearch"}'
        await expect.poll(async () => (await metrics()).get(nodes), { timeout: 30_000 }).toBe(1)
        await expectMetrics('elasticsearch-exporter', await pageAt(port))
      } finally {
        await kill(running)
        rmSync(root, { recursive: true })
      }
    },
  )

  describe('its backups', () => {
    const given = {
      ...repository,
      global: { secrets: { provider: 'inline' } },
      auth: { password: 'administrator' },
      clients: { products: { password: 'products' } },
      exporter: { password: 'exporter' },
      backup: { password: everyCharacter },
    }
    const pods = (restore: Values = {}): readonly Manifest[] => {
      const all = rendered(components, 'elasticsearch', { ...given, restore })
      const here = JSON.stringify(all).replaceAll('//shop-elasticsearch:9200', '//127.0.79.1:9200')
      return JSON.parse(here) as readonly Manifest[] // the same objects
    }
    const place = () => ({
      root: join(nodes.folder(0), 'pods'),
      user: process.getuid?.(),
      environment: (own: Readonly<Record<string, string>>) => ({
        ...own,
        PATH: process.env['PATH'] ?? '',
      }),
    })
    const backup = (): LocalPod => scheduledPod(pods(), 'shop-elasticsearch-backup', place())
    const restore = (wanted: Values): LocalPod =>
      jobPod(pods(wanted), 'shop-elasticsearch-restore', place())

    const make = (): Promise<unknown> => {
      const location = join(nodes.folder(0), '../snapshots')
      return nodes.ask(
        0,
        '/_snapshot/snapshots',
        'PUT',
        JSON.stringify({ type: 'fs', settings: { location } }),
      )
    }
    /** All documents of all indices, with what is said of the indices. */
    const everything = async (): Promise<unknown> => {
      const found = (await nodes.ask(0, '/_search?size=10000&sort=_index,n')) as {
        readonly hits: {
          readonly hits: readonly { readonly _id: string; readonly _source: object }[]
        }
      }
      const about = await nodes.ask(0, '/products_*?filter_path=*.mappings,*.aliases')
      return [found.hits.hits.map(({ _id, _source }) => [_id, _source]), about]
    }
    let before: unknown
    let snapshot = ''

    it('are made again after one that was killed', { timeout: 120_000 }, async () => {
      await make()
      const none = await restore({ from: 'latest' }).run()
      expect(reportOf(none)['error']).toContain('there is no snapshot latest')
      await nodes.ask(
        0,
        '/products_typed',
        'PUT',
        '{"mappings":{"properties":{"n":{"type":"integer"},"at":{"type":"date"},"name":{"type":"keyword"}}},"aliases":{"products_now":{}}}',
      )
      const lines = Array.from(
        { length: 5000 },
        (_, n) =>
          `{"create":{"_id":"${n}"}}\n${JSON.stringify({ n, at: n, name: `Kontó ${n}` })}\n`,
      )
      await nodes.ask(0, '/products_typed/_bulk?refresh=true', 'POST', lines.join(''))
      const killed = backup().begin('backup')
      const makes = async (): Promise<unknown> =>
        nodes.ask(0, '/_cat/snapshots/snapshots?format=json')
      await expect.poll(makes, { timeout: 60_000, interval: 50 }).toHaveLength(1)
      await kill(killed)
      before = await everything()
      await pause(1100) // a snapshot is called by the second in which it was begun
      const made = await backup().run()
      expect(made, made.output).toMatchObject({ code: 0 })
      snapshot = String(reportOf(made)['snapshot'])
      await pause(1100)
      expect((await backup().run()).code).toBe(0)
      await expect.poll(makes, { timeout: 30_000 }).toHaveLength(2)
    })

    it('are refused over data, and rehearsed beside it', { timeout: 120_000 }, async () => {
      const unknown = await restore({ from: '20200101000000', overwrite: true }).run()
      expect(reportOf(unknown)['error']).toContain('there is no snapshot 20200101000000')
      const over = await restore({ from: snapshot }).run()
      expect(over.code).toBe(1)
      expect(reportOf(over)['error']).toMatch(
        /^index products_\w+ holds \d+ documents: set restore/,
      )
      const rehearsed = await restore({ from: 'latest', rehearse: true }).run()
      expect(rehearsed, rehearsed.output).toMatchObject({ code: 0 })
      expect(reportOf(rehearsed)).toMatchObject({ mode: 'rehearse', indices: 2, documents: 5100 })
      expect(await everything()).toEqual(before)
    })

    it(
      'bring all of it back after the volume was lost, and after a restore that was killed',
      { timeout: 240_000 },
      async () => {
        await nodes.crash(0)
        nodes.loseVolume(0)
        nodes.start(0)
        await nodes.joined(0)
        founded = await cluster(0)
        await make()
        const pod = restore({ from: snapshot })
        const killed = pod.begin('restore')
        const settings = async (): Promise<string> =>
          JSON.stringify(await nodes.ask(0, '/_cluster/settings'))
        await expect.poll(settings, { timeout: 60_000, interval: 20 }).toContain(`${snapshot}/0 `)
        await kill(killed)
        const outcome = await pod.run()
        expect(outcome, outcome.output).toMatchObject({ code: 0 })
        expect(await everything()).toEqual(before)
        expect(reportOf(await restore({ from: snapshot }).run())).toMatchObject({ done: 'before' })
        await nodes.ask(0, '/products_typed', 'DELETE')
        const again = await restore({ from: snapshot, overwrite: true, run: 1 }).run()
        expect(reportOf(again)).toMatchObject({ mode: 'restore', indices: 2, documents: 5100 })
        expect(await everything()).toEqual(before)
      },
    )
  })

  it('founds none the next time', { timeout: 120_000 }, async () => {
    expect(await nodes.stop(0)).toMatchObject({ code: 143 })
    nodes.start(0)
    await nodes.joined(0)
    expect(configured(0)).not.toContain('initial_master_nodes')
    expect(await cluster(0)).toBe(founded)
    expect(await lost(0)).toEqual([])
  })

  it('grows to four, of which three may be elected', { timeout: 240_000 }, async () => {
    const four = objects({ replicas: 4 })
    for (const node of [0, 1, 2, 3]) nodes.lay(four, node)
    for (const node of [1, 2, 3]) nodes.start(node)
    await Promise.all([1, 2, 3].map((node) => nodes.joined(node)))
    await nodes.stop(0)
    nodes.start(0)
    await nodes.joined(0)
    const all = await roles()
    expect(Object.keys(all).toSorted()).toEqual([0, 1, 2, 3].map((i) => `shop-elasticsearch-${i}`))
    expect(all['shop-elasticsearch-2']).toContain('m')
    expect(all['shop-elasticsearch-3']).not.toContain('m')
    expect(await Promise.all([0, 1, 2, 3].map(cluster))).toEqual([0, 1, 2, 3].map(() => founded))
  })

  it(
    'loses no acknowledged document while nodes crash and restart',
    { timeout: 420_000 },
    async () => {
      const stopped = new AbortController()
      const writer = (async () => {
        while (!stopped.signal.aborted) await write(3, 5).catch(() => undefined)
      })()
      await nodes.crash(1)
      nodes.start(1)
      await nodes.joined(1)
      for (const node of [2, 0]) {
        await nodes.stop(node)
        nodes.start(node)
        await nodes.joined(node)
      }
      stopped.abort()
      await writer
      expect(acknowledged.length).toBeGreaterThan(200)
      expect(await lost(0)).toEqual([])
    },
  )

  it(
    'takes node 0 back without its volume, which founds nothing',
    { timeout: 240_000 },
    async () => {
      await nodes.crash(0)
      nodes.loseVolume(0)
      nodes.start(0)
      await nodes.joined(0)
      expect(configured(0)).not.toContain('initial_master_nodes')
      expect(await cluster(0)).toBe(founded)
      expect(await lost(0)).toEqual([])
    },
  )
})

describe.skipIf(reason !== '')(`Elasticsearch 9.5.4 with masters of their own${reason}`, () => {
  it('is founded by node 0 alone, and has its data elsewhere', { timeout: 300_000 }, async () => {
    if ('reason' in classes) return
    const nodes = makeNodes(classes)
    try {
      const all = [0, 1, 2, 3]
      const four = objects({ replicas: 4, dedicatedMasters: true })
      for (const node of all) nodes.lay(four, node)
      for (const node of all) nodes.start(node)
      await Promise.all(all.map((node) => nodes.joined(node)))
      const founding = all.map((node) =>
        readFileSync(join(nodes.folder(node), 'run/elasticsearch.yml'), 'utf8').includes(
          'cluster.initial_master_nodes',
        ),
      )
      expect(founding).toEqual([true, false, false, false])
      const found = (await nodes.ask(
        3,
        '/_cat/nodes?format=json&h=name,node.role&s=name',
      )) as readonly {
        'node.role': string
      }[]
      expect(found.map((one) => one['node.role'])).toEqual(['m', 'm', 'm', 'dilrt'])
    } finally {
      await nodes.end()
    }
  })
})

interface Bulk {
  readonly items: readonly { readonly create: { readonly _id: string; readonly status: number } }[]
}
