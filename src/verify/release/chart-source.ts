import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { ChartError } from '../../errors/chart-error.ts'
import { parseDocuments } from '../../yaml/parse.ts'
import { fields, items, text, type Fields } from '../fields.ts'
import { helmIgnores } from './helm-ignore.ts'

/** What Helm reads of a chart's directory, and later keeps in each release. */
export interface ChartSource {
  readonly directory: string
  readonly name: string
  readonly metadata: Fields
  /** Files of the chart itself, without those of its subcharts. */
  readonly files: ReadonlyMap<string, Buffer>
  readonly values: Fields
  readonly subcharts: readonly Subchart[]
}

/** A chart in charts/, under the key that its values have. */
export interface Subchart {
  readonly key: string
  /** The path in the values that turns it off. */
  readonly condition: string | undefined
  readonly values: Fields
}

/** Reads a chart from its directory. Throws a ChartError when there is none. */
export function readChart(directory: string): ChartSource {
  if (!existsSync(join(directory, 'Chart.yaml'))) throw noChart(directory)
  const metadata = readYamlMap(join(directory, 'Chart.yaml'))
  return {
    directory,
    name: text(metadata['name']) ?? '',
    metadata,
    files: readFiles(directory),
    values: readYamlMap(join(directory, 'values.yaml')),
    subcharts: readSubcharts(directory, metadata),
  }
}

/** The map in a YAML file: an empty one when there is no such file, or nothing in it. */
export function readYamlMap(file: string): Fields {
  if (!existsSync(file)) return {}
  const [document] = parseDocuments(readFileSync(file, 'utf8'), file)
  return fields(document)
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

function readSubcharts(directory: string, metadata: Fields): readonly Subchart[] {
  return items(metadata['dependencies']).map(({ name, alias, condition }) => ({
    key: text(alias) ?? String(name),
    condition: text(condition),
    values: readYamlMap(join(directory, 'charts', String(name), 'values.yaml')),
  }))
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
