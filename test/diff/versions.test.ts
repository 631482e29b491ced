import { describe, expect, it } from 'vitest'
import { generate } from '../../src/chart/generate.ts'
import { chartState } from '../../src/diff/chart-state.ts'
import { compareStates } from '../../src/diff/compare-states.ts'
import { findStates } from '../../src/diff/find-states.ts'
import { formatPath } from '../../src/helm/yaml/yaml-path.ts'
import { run } from '../../src/verify/run.ts'
import { database, definePlatform, type Platform, postgresql, service } from '../../src/index.ts'
import { identity } from '../default-project.ts'
import { newestHelm } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { writeFiles } from '../write-files.ts'

const options = { project: '.', values: [] }

/** The folder of a chart of this platform, in the given version. */
function chartOf(platform: Platform, version = '1.0.0'): string {
  const folder = temporaryFolder()
  writeFiles(folder, generate(platform, { ...identity, name: 'shop', version }))
  return `${folder}/chart`
}

function shop(services: readonly string[], size = '2Gi'): Platform {
  const users = services.map((name) => [
    name,
    service({ image: `shop/${name}`, port: 8001, uses: [database('postgresql')] }),
  ])
  const components = {
    ...Object.fromEntries(users),
    postgresql: postgresql({ values: { persistence: { size } } }),
  }
  return definePlatform({ components }) as Platform
}

describe('two versions of a chart', () => {
  it('that are the same do not differ, packed or not', async () => {
    const [folder, chart] = [temporaryFolder(), chartOf(shop(['orders']))]
    await run(newestHelm().path, ['package', chart, '--destination', folder])
    const [from, to] = await findStates(`${folder}/shop-1.0.0.tgz`, chart, options)
    expect(from.objects.length).toBeGreaterThan(10)
    expect(compareStates(from, to)).toMatchObject({ values: [], objects: [], breaking: [] })
  })

  it('may add a component, and want its Secrets', async () => {
    const charts = [chartOf(shop(['orders'])), chartOf(shop(['orders', 'users']), '1.1.0')] as const
    const { values, objects, breaking } = compareStates(...(await findStates(...charts, options)))
    expect(values.map(({ path, change }) => `${formatPath(path)} ${change}`)).toContain(
      'users added',
    )
    expect(objects.map(({ kind, name, change }) => `${kind} ${name} ${change}`)).toContain(
      'Deployment shop-users added',
    )
    expect(breaking.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning secret-needed',
    ])
  })

  it('break values when a component goes, and a release when a claim shrinks', async () => {
    const charts = [
      chartOf(shop(['orders', 'users'])),
      chartOf(shop(['orders'], '1Gi'), '2.0.0'),
    ] as const
    const { breaking } = compareStates(...(await findStates(...charts, options)))
    expect(breaking.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'subchart-removed users',
      'removed-key postgresql.clients.users',
      'immutable-field PersistentVolumeClaim/shop-postgresql-data spec.resources.requests.storage',
    ])
  })

  it('of another hand have the keys that they have defaults for', async () => {
    const chart = (values: string, read: string): string =>
      temporaryFolder({
        'Chart.yaml': 'apiVersion: v2\nname: other\nversion: 1.0.0\n',
        'values.yaml': values,
        'templates/map.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: {{ .Values.image.tag | quote }}, b: "' +
          `${read}" }\n`,
      })
    const [old, next] = await Promise.all(
      [
        ['image: { tag: "1", pull: Always, unread: 1 }\n', '{{ .Values.image.pull }}'],
        ['image: { tag: "2" }\n', 'Always'],
      ].map(async ([values = '', read = '']) => chartState(chart(values, read), [], newestHelm())),
    )
    if (!old || !next) throw new Error('there are two charts')
    const { objects, breaking } = compareStates(old, next)
    expect(objects.flatMap(({ fields }) => fields)).toEqual([
      { path: ['data', 'a'], change: 'changed', from: '1', to: '2' },
    ])
    expect(breaking.map(({ code, path }) => `${code} ${path}`)).toEqual(['removed-key image.pull'])
  })
})
