import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ChartError, isError, type Problem, refuse } from '../../errors/chart-error.ts'
import { archiveFiles, type ChartFiles, folderFiles, subchartFiles } from './chart-files.ts'
import { allRoom } from './unpack.ts'
import type { ChartValues, Dependency, TemplateText } from '../merge/chart-values.ts'
import { get, isTable, type Table, toList } from '../merge/coalesce.ts'
import { parseExactJson } from '../json-schema/exact-number.ts'
import { isTextInRange } from '../semver/constraint.ts'
import { textOf } from '../../values/read-text.ts'
import { parseMap, type ParsedValues, parseValues } from '../../values/read-values-file.ts'
import { formatPath } from '../yaml/yaml-path.ts'
import { metadataFaults } from './metadata-faults.ts'
import type { Schema } from '../../schema/schema.ts'

/**
 * Reads a chart in a folder, or a packed one, as far as its values go. Throws a ChartError with all
 * that is wrong.
 */
export function loadChart(path: string): ChartValues {
  const problems: Problem[] = []
  const chart = readChart(chartFiles(path), problems, true)
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

function readChart(files: ChartFiles, problems: Problem[], isRoot = false): ChartValues {
  const identity = readIdentity(files, problems, isRoot)
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
    metadataFile: place,
    ...(has('values.yaml') ? readDefaults(files, problems) : { values: {} }),
    dependencies,
    undeclared: subcharts.filter((chart) => !taken.has(chart)),
    ...(schema !== undefined && { schema, schemaFile: fileOf(files, 'values.schema.json') }),
    templates: get(identity, 'type') === 'library' ? [] : templatesIn(files, problems),
    helpers: textsOf(files, /^templates\/(?:.*\/)?_[^/]*$/, problems),
    files: { paths: files.paths, textOf: (path) => readFile(files, path, []) },
  }
}

/** What Chart.yaml says; its dependencies may stand in a file of their own, as in charts of v1. */
function readIdentity(files: ChartFiles, problems: Problem[], isRoot: boolean): Readonly<Table> {
  const before = problems.length
  const parsed = ['Chart.yaml', 'requirements.yaml'].flatMap((path) =>
    readMaps(files, path, problems),
  )
  const identity: Table = Object.assign({}, ...parsed.map(({ own }) => own))
  if (problems.length > before) return identity
  const file = fileOf(files, 'Chart.yaml')
  const faults = metadataFaults(identity, isRoot).map(({ path, ...one }) => ({
    code: 'chart-metadata',
    path: formatPath(path) || file,
    file,
    ...one,
    ...parsed[0]?.document?.positionOf(path),
  }))
  problems.push(...faults)
  return identity
}

/** The map in a file, or in each of several of one name, which a packed chart may have. */
function readMaps(files: ChartFiles, path: string, problems: Problem[]): readonly ParsedValues[] {
  const file = fileOf(files, path)
  if (!files.paths.includes(path)) {
    if (path === 'Chart.yaml') problems.push(noMetadata(files))
    return []
  }
  return files.readAll(path).flatMap((read) => {
    const { text, problem } = textOf(file, read)
    if (problem) problems.push(problem)
    if (text === undefined) return []
    const parsed = parseMap(text, file)
    problems.push(...parsed.problems.filter(isError))
    return [parsed]
  })
}

function noMetadata(files: ChartFiles): Problem {
  const file = fileOf(files, 'Chart.yaml')
  const ignored = files.ignoredBy?.('Chart.yaml')
  if (!ignored)
    return {
      code: 'chart-no-metadata',
      path: files.root,
      file,
      message: `${file} is missing`,
      hint: 'is it the right folder? Each chart has a Chart.yaml',
    }
  return {
    code: 'chart-ignored',
    path: files.root,
    ...ignored,
    message: `this line leaves out ${file}, without which Helm does not read the chart`,
    hint: 'the first line that matches decides; one with ! leaves out all that it does not match',
  }
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
  const { own, problems: found } = parseValues(text, fileOf(files, 'values.yaml'))
  problems.push(...found.filter(isError))
  return { values: own, valuesText: text }
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
    named.find(({ version = '' }) => isTextInRange(range, version)) ??
    (alias === undefined ? named[0] : undefined)
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

function missingChart(name: string, file: string): Problem {
  const message = `${name} is declared in Chart.yaml, but is not in charts/`
  return { code: 'chart-missing', path: name, file, message, hint: 'run helm dependency build' }
}
