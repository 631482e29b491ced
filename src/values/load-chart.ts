import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ChartError, type Problem } from '../errors/chart-error.ts'
import type { ChartValues, Dependency } from './chart-values.ts'
import { get, isTable, type Table } from './coalesce.ts'
import { loadValues } from './read-values.ts'
import type { Schema } from './schema.ts'

/** Reads an unpacked chart as far as its values go. Throws a ChartError with all that is wrong. */
export function loadChart(folder: string): ChartValues {
  const problems: Problem[] = []
  const chart = readChart(folder, problems)
  if (problems.length > 0) throw new ChartError(problems)
  return chart
}

function readChart(folder: string, problems: Problem[]): ChartValues {
  const file = join(folder, 'Chart.yaml')
  const identity = readMap(file, problems)
  const present = subchartsOf(folder, problems)
  const declared = toList(get(identity, 'dependencies')).filter(isTable)
  const dependencies = declared.flatMap((entry) => toDependency(entry, present, file, problems))
  const taken = new Set(dependencies.map(({ chart }) => chart))
  const valuesFile = join(folder, 'values.yaml')
  const schemaFile = join(folder, 'values.schema.json')
  return {
    name: String(get(identity, 'name')),
    values: existsSync(valuesFile) ? readMap(valuesFile, problems) : {},
    dependencies,
    undeclared: present.filter((chart) => !taken.has(chart)),
    ...(existsSync(schemaFile) && { schema: readSchema(schemaFile, problems) }),
  }
}

function readMap(file: string, problems: Problem[]): Readonly<Table> {
  const loaded = loadValues([file])
  problems.push(...loaded.problems.filter(({ severity }) => severity !== 'warning'))
  return loaded.values
}

function readSchema(file: string, problems: Problem[]): Schema {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Schema // ajv and Helm judge what is in it
  } catch (error) {
    const message = `${file} is no JSON: ${(error as Error).message}`
    problems.push({ code: 'schema-no-json', path: file, file, message })
    return {}
  }
}

/** The folders in charts/, as Helm sees them: none that begins with a dot or an underscore. */
function subchartsOf(folder: string, problems: Problem[]): readonly ChartValues[] {
  const charts = join(folder, 'charts')
  const names = existsSync(charts) ? readdirSync(charts).toSorted() : []
  const visible = names.filter((name) => !/^[._]/.test(name))
  const [packed, unpacked] = [visible.filter(isArchive), visible.filter((name) => !isArchive(name))]
  problems.push(...packed.map((name) => packedChart(join(charts, name))))
  return unpacked.map((name) => readChart(join(charts, name), problems))
}

const isArchive = (name: string): boolean => name.endsWith('.tgz')

function packedChart(file: string): Problem {
  const message = `${file} is packed; only unpacked subcharts can be read`
  return { code: 'chart-packed', path: file, file, message, hint: 'unpack it with tar -xzf' }
}

function toDependency(
  entry: Table,
  present: readonly ChartValues[],
  file: string,
  problems: Problem[],
): readonly Dependency[] {
  const [name, alias, condition] = ['name', 'alias', 'condition'].map((key) => get(entry, key))
  const tags = toList(get(entry, 'tags')).map(String)
  const chart = present.find((one) => one.name === name)
  if (!chart) {
    const message = `${String(name)} is declared in Chart.yaml, but is not in charts/`
    problems.push({ code: 'chart-missing', path: String(name), file, message })
    return []
  }
  return [
    {
      chart,
      tags,
      ...(typeof alias === 'string' && { alias }),
      ...(typeof condition === 'string' && { condition }),
    },
  ]
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
