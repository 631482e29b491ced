import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ChartError, isError, type Problem, refuse } from '../../errors/chart-error.ts'
import { archiveFiles, type ChartFiles, folderFiles, subchartFiles } from './chart-files.ts'
import { allRoom } from './unpack.ts'
import type { ChartValues, Dependency, TemplateText } from '../merge/chart-values.ts'
import { get, isTable, type Table } from '../merge/coalesce.ts'
import { parseExactJson } from '../json-schema/exact-number.ts'
import { isInRange } from '../semver/constraint.ts'
import { parseVersion } from '../semver/version.ts'
import { textOf } from '../../values/read-text.ts'
import { parseMap, parseValues } from '../../values/read-values-file.ts'
import type { Schema } from '../../schema/schema.ts'

/**
 * Reads a chart in a folder, or a packed one, as far as its values go. Throws a ChartError with all
 * that is wrong.
 */
export function loadChart(path: string): ChartValues {
  const problems: Problem[] = []
  const chart = readChart(chartFiles(path), problems)
  refuse(problems)
  return chart
}

function chartFiles(root: string): ChartFiles {
  try {
    if (!root.endsWith('.tgz')) return folderFiles(root)
    const bytes = readFileSync(root)
    return archiveFiles(root, () => bytes, allRoom())
  } catch (error) {
    if (error instanceof ChartError) throw error
    const { code } = error as NodeJS.ErrnoException // thrown by the file system
    const message = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`
    throw new ChartError([
      { code: 'chart-unreadable', path: root, file: root, message: `${root} ${message}` },
    ])
  }
}

function readChart(files: ChartFiles, problems: Problem[]): ChartValues {
  const identity = readIdentity(files, problems)
  const subcharts = subchartFiles(files).map((one) => readChart(one, problems))
  const declared = toList(get(identity, 'dependencies')).filter(isTable)
  const place = fileOf(files, 'Chart.yaml')
  const dependencies = declared.flatMap((entry) => toDependency(entry, subcharts, place, problems))
  const taken = new Set(dependencies.map(({ chart }) => chart))
  const has = (path: string): boolean => files.paths.includes(path)
  const schema = has('values.schema.json') ? readSchema(files, problems) : undefined
  return {
    name: String(get(identity, 'name')),
    version: String(get(identity, 'version') ?? ''),
    appVersion: String(get(identity, 'appVersion') ?? ''),
    metadata: identity,
    ...(has('values.yaml') ? readDefaults(files, problems) : { values: {} }),
    dependencies,
    undeclared: subcharts.filter((chart) => !taken.has(chart)),
    ...(schema !== undefined && { schema, schemaFile: fileOf(files, 'values.schema.json') }),
    templates: get(identity, 'type') === 'library' ? [] : templatesIn(files, problems),
    helpers: textsOf(files, /^templates\/(?:.*\/)?_[^/]*$/, problems).map(({ text }) => text),
    files: { paths: files.paths, textOf: (path) => readFile(files, path, []) },
  }
}

/** What Chart.yaml says; its dependencies may stand in a file of their own, as in charts of v1. */
function readIdentity(files: ChartFiles, problems: Problem[]): Readonly<Table> {
  const identity = readMap(files, 'Chart.yaml', problems)
  if (!files.paths.includes('requirements.yaml')) return identity
  return { ...identity, ...readMap(files, 'requirements.yaml', problems) }
}

const fileOf = ({ root }: ChartFiles, path: string): string => join(root, path)

function readFile(files: ChartFiles, path: string, problems: Problem[]): string | undefined {
  const { text, problem } = textOf(fileOf(files, path), () => files.read(path))
  if (problem) problems.push(problem)
  return text
}

function readDefaults(
  files: ChartFiles,
  problems: Problem[],
): Pick<ChartValues, 'values' | 'valuesText'> {
  const text = readFile(files, 'values.yaml', problems) ?? ''
  return {
    values: toMap(parseValues(text, fileOf(files, 'values.yaml')), problems),
    valuesText: text,
  }
}

function readMap(files: ChartFiles, path: string, problems: Problem[]): Readonly<Table> {
  const text = readFile(files, path, problems)
  return text === undefined ? {} : toMap(parseMap(text, fileOf(files, path)), problems)
}

function toMap(
  { own, problems: found }: ReturnType<typeof parseMap>,
  problems: Problem[],
): Readonly<Table> {
  problems.push(...found.filter(isError))
  return own
}

function readSchema(files: ChartFiles, problems: Problem[]): Schema {
  const file = fileOf(files, 'values.schema.json')
  try {
    return parseExactJson(readFile(files, 'values.schema.json', problems) ?? '{}') as Schema // Helm judges what is in it
  } catch (error) {
    const message = `${file} is no JSON: ${(error as Error).message}`
    problems.push({ code: 'schema-no-json', path: file, file, message })
    return {}
  }
}

/** What is rendered: not files that begin with an underscore. */
function templatesIn(files: ChartFiles, problems: Problem[]): readonly TemplateText[] {
  const rendered = /^templates\/(?:.*\/)?[^_/][^/]*$/
  return textsOf(files, rendered, problems)
}

function textsOf(files: ChartFiles, shape: RegExp, problems: Problem[]): readonly TemplateText[] {
  return files.paths
    .filter((path) => shape.test(path))
    .map((path) => ({
      file: fileOf(files, path),
      path,
      text: readFile(files, path, problems) ?? '',
    }))
}

function toDependency(
  entry: Table,
  present: readonly ChartValues[],
  file: string,
  problems: Problem[],
): readonly Dependency[] {
  const [name, alias, condition] = ['name', 'alias', 'condition'].map((key) => get(entry, key))
  const tags = toList(get(entry, 'tags')).map(String)
  const named = present.filter((one) => one.name === name)
  if (named.length === 0) problems.push(missingChart(String(name), file))
  const range = String(get(entry, 'version') ?? '')
  // One of another version stays, under its own name, and is still turned off by that.
  const chart =
    named.find((one) => fits(range, one)) ?? (alias === undefined ? named[0] : undefined)
  if (!chart) return []
  const imported = toList(get(entry, 'import-values'))
  return [
    {
      chart,
      tags,
      ...(typeof alias === 'string' && { alias }),
      ...(typeof condition === 'string' && { condition }),
      ...(imported.length > 0 && { importValues: imported }),
    },
  ]
}

function fits(range: string, { version = '' }: ChartValues): boolean {
  const parsed = parseVersion(version)
  return parsed !== undefined && isInRange(range, parsed) === true
}

function missingChart(name: string, file: string): Problem {
  const message = `${name} is declared in Chart.yaml, but is not in charts/`
  return { code: 'chart-missing', path: name, file, message, hint: 'run helm dependency build' }
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
