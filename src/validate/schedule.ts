/**
 * Steps of a cron schedule that are longer than what they go through, so that they choose its first
 * value alone: the minutes begin anew each hour. A step of 90 in the minutes is taken by Kubernetes, whose
 * parser is robfig/cron v3, and fires each hour.
 */
export function idleSteps(schedule: string): readonly IdleStep[] {
  const parts = schedule.split(' ')
  if (parts.length !== fields.length) return []
  return fields.flatMap(({ name, first, last }, index) =>
    (parts[index] ?? '').split(',').flatMap((text) => {
      const [range = '', step] = text.split('/')
      if (step === undefined) return []
      const [from, to] = range === '*' ? [first, last] : range.split('-').map(Number)
      const start = from ?? first
      return Number(step) > (to ?? last) - start ? [{ field: name, text, start }] : []
    }),
  )
}

/** A step that has no effect. */
export interface IdleStep {
  /** What the field counts, in the plural. */
  readonly field: string
  /** As it stands in the schedule. */
  readonly text: string
  /** The only value that it chooses. */
  readonly start: number
}

/** Says what an idle step does. */
export function idleStepText({ field, text, start }: IdleStep): string {
  return `${text} is ${start} and nothing else, since ${field} go no further`
}

const fields = [
  { name: 'minutes', first: 0, last: 59 },
  { name: 'hours', first: 0, last: 23 },
  { name: 'days of the month', first: 1, last: 31 },
  { name: 'months', first: 1, last: 12 },
  { name: 'days of the week', first: 0, last: 6 },
] as const

/**
 * What is wrong with the name of a time zone; undefined for one that the tz database has. Kubernetes
 * refuses one that it does not know, and tells upper case from lower case, which Node does not.
 */
export function timeZoneFault(name: string): string | undefined {
  const known = canonical(name)
  if (known === undefined) return `${name} is no time zone of the tz database`
  const wanted = spellings.get(name.toLowerCase())
  return wanted === undefined || wanted === name ? undefined : `${name} is written ${wanted}`
}

function canonical(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined // a RangeError, for what is none
  }
}

const spellings: ReadonlyMap<string, string> = new Map(
  ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => [zone.toLowerCase(), zone]),
)
