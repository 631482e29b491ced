import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { ChartError } from '../../errors/chart-error.ts'
import type { ChartValues } from '../merge/chart-values.ts'
import { loadChart } from '../chart/load-chart.ts'
import { loadValues } from '../../values/read-values.ts'
import { text, type Fields } from '../../verify/fields.ts'
import { helmIgnores } from '../chart/helm-ignore.ts'

/** What Helm reads of a chart's directory, and later keeps in each release. */
export interface ChartSource {
  readonly directory: string
  readonly name: string
  readonly version: string
  /** Its Chart.yaml. */
  readonly metadata: Fields
  /** Files of the chart itself, without those of its subcharts. */
  readonly files: ReadonlyMap<string, ChartFile>
  /** Its default values and those of its subcharts. */
  readonly values: ChartValues
}

/** A file of a chart, by its path in it. */
export interface ChartFile {
  readonly data: Buffer
  /** Time of its last change, as Go writes it (RFC 3339, no zeros at the end of the fraction). */
  readonly modified: string
}

/** Reads a chart from its directory. Throws a ChartError when there is none. */
export function readChart(directory: string): ChartSource {
  const file = join(directory, 'Chart.yaml')
  if (!existsSync(file)) throw noChart(directory)
  const values = loadChart(directory)
  const metadata = loadValues([file]).values
  const version = text(metadata['version']) ?? ''
  return { directory, name: values.name, version, metadata, files: readFiles(directory), values }
}

function readFiles(directory: string): ReadonlyMap<string, ChartFile> {
  const ignore = join(directory, '.helmignore')
  const patterns = existsSync(ignore) ? readFileSync(ignore, 'utf8') : ''
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('charts/') && !helmIgnores(patterns, path))
  return new Map(paths.toSorted().map((path) => [path, readFile(join(directory, path))]))
}

function readFile(path: string): ChartFile {
  const nanoseconds = statSync(path, { bigint: true }).mtimeNs
  const seconds = new Date(Number(nanoseconds / 1_000_000n)).toISOString().slice(0, -5)
  const fraction = `.${String(nanoseconds % 1_000_000_000n).padStart(9, '0')}`
  return { data: readFileSync(path), modified: `${seconds}${fraction.replace(/\.?0+$/, '')}Z` }
}

function noChart(directory: string): ChartError {
  return new ChartError([
    {
      code: 'chart-missing',
      path: directory,
      message: `there is no Chart.yaml in ${directory}`,
      hint: 'run chartwright generate first, or give the directory of a chart',
    },
  ])
}
