import { isError, isUnjudged, type Problem } from '../../errors/chart-error.ts'

/** `38 KiB`, and a dash for nothing. */
export function formatBytes(bytes: number): string {
  return bytes === 0 ? '–' : `${Math.ceil(bytes / 1024)} KiB`
}

/** `0.9 s` */
export function formatSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`
}

/** `no errors`, `1 error`, `12 errors` */
export function count(number: number, noun: string): string {
  return `${number === 0 ? 'no' : number} ${noun}${number === 1 ? '' : 's'}`
}

/** `2 errors, 1 warning`; `no errors` where there is nothing to say. */
export function tally(problems: readonly Problem[]): string {
  const errors = problems.filter(isError).length
  const unjudged = problems.filter(isUnjudged).length
  const warnings = problems.length - errors - unjudged
  return [
    ...(errors > 0 || warnings + unjudged === 0 ? [count(errors, 'error')] : []),
    ...(unjudged > 0 ? [`${unjudged} not judged`] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ].join(', ')
}
