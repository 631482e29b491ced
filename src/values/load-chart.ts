import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ChartError, type Problem } from '../errors/chart-error.ts'
import type { ChartValues, Dependency } from './chart-values.ts'
import { get, isTable, type Table } from './coalesce.ts'
import { loadValues } from './read-values.ts'
import { readText } from './read-text.ts'
import type { Schema } from './schema.ts'

/** Reads an unpacked chart as far as its values go. Throws a ChartError with all that is wrong. */
export function loadChart(folder: string): ChartValues {
  const problems: Problem[] = []
  const chart = readChart(folder, problems)
  if (problems.length > 0) throw new ChartError(problems)
  return chart
}

function readChart(folder: string, problems: Problem[]): ChartValues {
  const identity = readYamlFile(join(folder, 'Chart.yaml'), problems)
  const values = existsSync(join(folder, 'values.yaml')) ? readYamlFile(join(folder, 'values.yaml'), problems) : {}
}
