import { relative } from 'node:path'
import { isError, isUnjudged, type Problem } from '../errors/chart-error.ts'
import { type Paint, painter } from '../verify/format/paint.ts'
import { tally } from '../verify/format/units.ts'

/** Whether to colour, as NO_COLOR, FORCE_COLOR and the terminal say, in this order. */
export function colours(stream: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '' } = process.env
  if (no !== '') return false
  return force === '' ? stream.isTTY === true : force !== '0'
}

/** Problems as people read them: place, what is wrong, what to do; then how many there are. */
export function problemsText(problems: readonly Problem[], colour: boolean): string {
  const paint = painter(colour)
  return [...problems.map((one) => problemText(one, paint)), tally(problems), ''].join('\n')
}

function problemText(problem: Problem, paint: Paint): string {
  const doubt = isUnjudged(problem) ? 'not judged' : 'warning'
  const word = isError(problem) ? paint('red', 'error') : paint('yellow', doubt)
  const lines = [
    `${paint('bold', place(problem))}`,
    `  ${word}  ${problem.message}`,
    ...(problem.hint ? [`  ${paint('dim', 'hint')}   ${problem.hint}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

/** `values-prod.yaml:12:5 orders.replicas`: file, line and column, or the option, then the path. */
export function place({ file, line, column, option, path }: Problem): string {
  if (option !== undefined) return option.includes(path) ? option : `${option} ${path}`
  if (file === undefined) return path
  const spot = [relative(process.cwd(), file) || file, line, column]
    .filter((part) => part !== undefined)
    .join(':')
  return path === '' || file.endsWith(path) ? spot : `${spot} ${path}`
}

/** Problems as annotations of a GitHub workflow. */
export function githubText(problems: readonly Problem[]): string {
  return problems.map((problem) => `${annotation(problem)}\n`).join('')
}

function annotation({
  severity = 'error',
  file,
  line,
  column,
  option,
  message,
  hint,
  path,
}: Problem): string {
  const where = { file: file && relative(process.cwd(), file), line, col: column }
  const properties = Object.entries(where).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${value}`],
  )
  const subject = option === undefined ? path : place({ code: '', message, option, path })
  const text = `${subject}: ${message}${hint ? ` (${hint})` : ''}`
    .replaceAll('%', '%25')
    .replaceAll('\n', '%0A')
  const level = severity === 'unjudged' ? 'warning' : severity
  return `::${level}${properties.length > 0 ? ` ${properties.join(',')}` : ''}::${text}`
}
