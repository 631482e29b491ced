import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { ChartError } from '../../errors/chart-error.ts'
import type { ChartValues } from '../../values/chart-values.ts'
import { loadChart } from '../../values/load-chart.ts'
import { loadValues } from '../../values/read-values.ts'
import { text, type Fields } from '../fields.ts'
import { helmIgnores } from './helm-ignore.ts'

/** What Helm reads of a chart's directory, and later keeps in each release. */
export interface ChartSource {
  readonly directory: string
  readonly name: string
  readonly version: string
  /** Its Chart.yaml. */
  readonly metadata: Fields
  /** Files of the chart itself, without those of its subcharts. */
  readonly files: ReadonlyMap<string, Buffer>
  /** Its default values and those of its subcharts. */
  readonly values: ChartValues
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

function readFiles(directory: string): ReadonlyMap<string, Buffer> {
  const ignore = join(directory, '.helmignore')
  const patterns = existsSync(ignore) ? readFileSync(ignore, 'utf8') : ''
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('charts/') && !helmIgnores(patterns, path))
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(directory, path))]))
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
