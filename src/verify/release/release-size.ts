import { gzipSync } from 'node:zlib'
import type { Problem } from '../../errors/chart-error.ts'
import { coalesceChart } from '../../values/coalesce-chart.ts'
import { enableDependencies } from '../../values/enable-dependencies.ts'
import { at, fields, text, type Fields } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import type { ChartSource } from './chart-source.ts'

/** What Helm stores for each revision, in a Secret that Kubernetes limits to 1 MiB. */
export interface StoredRelease {
  readonly name: string
  readonly namespace: string
  readonly chart: ChartSource
  /** The values that the user gives, merged. */
  readonly config: Fields
  readonly manifests: readonly Manifest[]
}

/** The bytes of the Secret: the release as JSON, compressed, in base64. */
export function releaseSize(release: StoredRelease): number {
  const zipped = gzipSync(goJson(toStored(release)), { level: 9 })
  return Math.ceil(zipped.length / 3) * 4
}

/** Refuses a release that is close to the limit, beyond which an upgrade fails. */
export function checkReleaseSize(bytes: number): readonly Problem[] {
  const kibibytes = Math.ceil(bytes / 1024)
  if (kibibytes <= 700) return []
  const severity = kibibytes > 900 ? 'error' : 'warning'
  return [
    { code: 'release-size', path: 'release', message: sizeMessage(kibibytes), hint, severity },
  ]
}

const sizeMessage = (kibibytes: number): string =>
  `the release takes ${kibibytes} KiB of the 1024 KiB that its Secret can hold`
const hint = 'move large files out of the root chart and its global values, or split the chart'

function toStored({ name, namespace, chart, config, manifests }: StoredRelease): unknown {
  const hooks = manifests.filter(isHook)
  const others = manifests.filter((manifest) => !isHook(manifest))
  const notes = chart.files.get('templates/NOTES.txt')?.toString() ?? ''
  return {
    name,
    info: { first_deployed: now, last_deployed: now, deleted: '', ...deployed, notes },
    chart: {
      metadata: chart.metadata,
      lock: null,
      templates: encoded(chart, (path) => path.startsWith('templates/')),
      values: coalesceChart(enableDependencies(chart.values, config), {}, true),
      schema: chart.files.get('values.schema.json')?.toString('base64') ?? null,
      files: encoded(chart, (path) => !path.startsWith('templates/') && !special.includes(path)),
    },
    config,
    manifest: others.map((manifest) => `---${manifest.text}`).join(''),
    hooks: hooks.map(toHook),
    version: 1,
    namespace,
  }
}

const now = '2026-01-01T00:00:00.123456789Z'
const deployed = { description: 'Install complete', status: 'deployed' }
const special = ['Chart.yaml', 'Chart.lock', 'values.yaml', 'values.schema.json']

function encoded(chart: ChartSource, chosen: (path: string) => boolean): unknown {
  const files = [...chart.files].filter(([path]) => chosen(path))
  return files.map(([name, data]) => ({ name, data: data.toString('base64') }))
}

function isHook({ body }: Manifest): boolean {
  return text(at(body, 'metadata', 'annotations', 'helm.sh/hook')) !== undefined
}

function toHook({ name, kind, source, text: manifest, body }: Manifest): unknown {
  const annotations = fields(at(body, 'metadata', 'annotations'))
  const events = String(annotations['helm.sh/hook']).split(',')
  const policies = text(annotations['helm.sh/hook-delete-policy'])?.split(',')
  return { name, kind, path: source, manifest, events, last_run: {}, delete_policies: policies }
}

/** Go writes these characters as escapes. */
function goJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
