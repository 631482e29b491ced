import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ChartError } from '../errors/chart-error.ts'

/** The chart that is in a directory, that of a project or of a chart; a packed chart is one. */
export function chartIn(directory: string): string {
  if (directory.endsWith('.tgz')) return directory
  if (isProject(directory)) {
    const chart = join(directory, 'chart')
    if (existsSync(join(chart, 'Chart.yaml'))) return chart
    throw missing(chart, 'there is no chart yet', 'run: chartwright generate')
  }
  if (existsSync(join(directory, 'Chart.yaml'))) return directory
  const message = 'here is neither a project, which has a platform.ts, nor a chart'
  throw missing(directory, message, 'name the directory of one, or a packed chart')
}

/** The values files of a project's profiles. */
export function profilesIn(directory: string): readonly string[] {
  if (!isProject(directory)) return []
  const names = readdirSync(directory).filter((name) => /^values-.+\.yaml$/.test(name))
  return names.toSorted().map((name) => join(directory, name))
}

/** Whether a directory is that of a project. */
export const isProject = (directory: string): boolean => existsSync(join(directory, 'platform.ts'))

function missing(file: string, message: string, hint: string): ChartError {
  return new ChartError([{ code: 'chart-missing', path: file, file, message, hint }])
}
