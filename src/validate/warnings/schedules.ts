import type { Problem } from '../../errors/chart-error.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import { schemaAt } from '../../schema/schema-at.ts'
import type { Schema } from '../../schema/schema.ts'
import { idleSteps, idleStepText, timeZoneFault } from '../schedule.ts'
import type { Comparison } from './warnings.ts'

/** Warns of schedules that fire at other times than they seem to, and of time zones that do not exist. */
export function schedules(
  { settings, locate }: Comparison,
  schema: Schema = {},
): readonly Problem[] {
  return settings.flatMap(({ path, value }) => {
    if (typeof value !== 'string' || value === '') return []
    const check = checks.get(schemaAt(schema, path)?.title ?? '')
    return (check?.(value) ?? []).map((fault) => ({
      path: formatPath(path),
      severity: 'warning' as const,
      ...fault,
      ...locate(path),
    }))
  })
}

type Fault = Pick<Problem, 'code' | 'message' | 'hint'>

/** By the titles of the definitions in schema/definitions.schema.json. */
const checks: ReadonlyMap<string, (value: string) => readonly Fault[]> = new Map([
  ['Cron schedule', scheduleFaults],
  ['Time zone or none', timeZoneFaults],
])

function scheduleFaults(schedule: string): readonly Fault[] {
  return idleSteps(schedule).map((step) => ({
    code: 'values-idle-step',
    message: idleStepText(step),
    hint: 'name the times, or choose a step that fits',
  }))
}

function timeZoneFaults(name: string): readonly Fault[] {
  const message = timeZoneFault(name)
  return message === undefined
    ? []
    : [{ code: 'values-time-zone', message, hint: 'Kubernetes will refuse the CronJob' }]
}
