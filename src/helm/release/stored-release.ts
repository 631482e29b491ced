import { coalesceChart } from '../merge/coalesce-chart.ts'
import { enableDependencies } from '../merge/enable-dependencies.ts'
import { at, fields, text, type Fields } from '../../verify/fields.ts'
import type { Manifest } from '../../verify/manifest.ts'
import type { ChartFile, ChartSource } from './chart-source.ts'

/** What a release is made of. */
export interface ReleaseInput {
  /** Version of the Helm that stores it. */
  readonly helm: string
  readonly name: string
  readonly namespace: string
  readonly chart: ChartSource
  /** The values that the user gives, merged. */
  readonly config: Fields
  readonly manifests: readonly Manifest[]
}

/** The release as Helm writes it into its Secret, except for times and rendered notes. */
export function storedRelease({
  helm,
  name,
  namespace,
  chart,
  config,
  manifests,
}: ReleaseInput): unknown {
  const isTimed = !helm.startsWith('3.') // Helm 4 keeps the time of each file as well
  const files = [...chart.files].map((file) => toStoredFile(file, isTimed))
  const schema = chart.files.get('values.schema.json')
  const notes = chart.files.get('templates/NOTES.txt')?.data.toString() ?? ''
  return {
    name,
    info: { first_deployed: now, last_deployed: now, deleted: '', ...deployed, notes },
    chart: {
      metadata: chart.metadata,
      lock: null,
      templates: files.filter(({ name: path }) => path.startsWith('templates/')),
      values: coalesceChart(enableDependencies(chart.values, config), {}, true),
      schema: schema?.data.toString('base64') ?? null,
      ...(isTimed && { schemamodtime: schema?.modified }),
      files: files.filter(({ name: path }) => !special.test(path)),
    },
    config,
    manifest: manifests.flatMap((one) => (isHook(one) ? [] : `---${one.text}`)).join(''),
    hooks: manifests.filter(isHook).map(toHook),
    version: 1,
    namespace,
    ...(isTimed && { apply_method: 'ssa' }),
  }
}

const now = '2026-01-01T00:00:00.123456789Z'
const deployed = { description: 'Install complete', status: 'deployed' }
const special = /^(templates\/.*|Chart\.yaml|Chart\.lock|values\.yaml|values\.schema\.json)$/

interface StoredFile {
  readonly name: string
  readonly data: string
  readonly modtime?: string
}

function toStoredFile(
  [name, { data, modified }]: [string, ChartFile],
  isTimed: boolean,
): StoredFile {
  return { name, data: data.toString('base64'), ...(isTimed && { modtime: modified }) }
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
