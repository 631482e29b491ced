import type { Comparison } from '../diff/compare-states.ts'
import type { Difference } from '../diff/differences.ts'
import { lineChanges } from '../diff/line-changes.ts'
import type { ObjectChange } from '../diff/object-changes.ts'
import { sharedChanges } from '../diff/shared-changes.ts'
import { isError, type Problem } from '../errors/chart-error.ts'
import { type Paint, painter } from '../verify/format/paint.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'

/** A comparison as people read it: values, then objects, then what breaks. */
export function diffText(comparison: Comparison, colour: boolean): string {
  const paint = painter(colour)
  const { from, to, values, objects, breaking } = comparison
  const parts = [
    [paint('bold', `${from} → ${to}`)],
    section('values', differenceLines(values, paint), paint),
    section('objects', objectLines(objects, paint), paint),
    section(
      'upgrade',
      breaking.flatMap((one) => breakingLines(one, paint)),
      paint,
    ),
    [sumText(comparison)],
  ]
  const texts = parts.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`)
  return texts.join('\n')
}

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : [paint('bold', title), ...indented(lines)]
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`)
}

const signs = { added: '+', removed: '-', changed: '~' } as const
const styles = { added: 'green', removed: 'red', changed: 'yellow' } as const

function objectLines(objects: readonly ObjectChange[], paint: Paint): readonly string[] {
  const { shared, others } = sharedChanges(objects)
  const together = shared.flatMap(({ differences, objects: number }) => [
    paint('yellow', `~ ${number} objects`),
    ...indented(indented(sharedLines(differences, paint))),
  ])
  const each = others.flatMap(({ kind, name, namespace, change, fields }) => [
    paint(
      styles[change],
      [signs[change], kind, name, ...(namespace ? ['in', namespace] : [])].join(' '),
    ),
    ...indented(indented(differenceLines(fields, paint))),
  ])
  return [...together, ...each]
}

/** Of changes that say the version of each part, the first stands for all. */
function sharedLines(differences: readonly Difference[], paint: Paint): readonly string[] {
  const [line = ''] = differenceLines(differences.slice(0, 1), paint)
  const rest = differences.length - 1
  return [rest > 0 ? `${line}, and ${rest} like it` : line]
}

function differenceLines(all: readonly Difference[], paint: Paint): readonly string[] {
  return all.flatMap(({ path, change, from, to, isSecret }) => {
    const place = formatPath(path)
    if (isSecret) return [`${place}: (secret) ${change}`]
    if (!isLong(from) || !isLong(to)) return [`${place}: ${shown(from)} → ${shown(to)}`]
    const changes = lineChanges(from, to)
    const lines = changes
      .slice(0, mostLines)
      .map(({ sign, line }) => paint(sign === '+' ? 'green' : 'red', `${sign} ${line}`.trimEnd()))
    const rest = changes.length - lines.length
    const more = rest > 0 ? [`… ${rest} more lines differ; --output json has both texts`] : []
    return [`${place}:`, ...indented([...lines, ...more])]
  })
}

/** Nobody reads more of one text on a screen. */
const mostLines = 200

function isLong(value: unknown): value is string {
  return typeof value === 'string' && value.includes('\n')
}

function shown(value: unknown): string {
  if (value === undefined) return '(none)'
  const text = JSON.stringify(value)
  const length = /^"[0-9a-f]{64}"$/.test(text) ? 13 : 80 // nobody compares whole digests
  return text.length > length ? `${text.slice(0, length)}…` : text
}

function breakingLines(problem: Problem, paint: Paint): readonly string[] {
  const { path, message, hint } = problem
  const word = isError(problem) ? paint('red', 'breaking ') : paint('yellow', 'may break')
  return [
    paint('bold', path),
    `  ${word}  ${message}`,
    ...(hint === undefined ? [] : [`  hint       ${hint}`]),
  ]
}

function sumText({ values, objects, breaking, notCompared }: Comparison): string {
  if (values.length + objects.length + breaking.length === 0) return 'no differences'
  const of = (change: Difference['change']): number =>
    objects.filter((one) => one.change === change).length
  const certain = breaking.filter(isError).length
  const suspected = breaking.length - certain
  const breaks = [
    ...(certain > 0 ? [`${certain} breaking`] : []),
    ...(suspected > 0 ? [`${suspected} may break`] : []),
  ]
  const nothing =
    notCompared.length === 0 ? 'nothing breaks' : 'nothing breaks of what was compared'
  const rest = notCompared.length === 0 ? '' : `\nnot compared: ${notCompared.join(', ')}`
  return `${[
    `${values.length} ${values.length === 1 ? 'value differs' : 'values differ'}`,
    `objects: ${of('changed')} changed, ${of('added')} added, ${of('removed')} removed`,
    breaks.join(', ') || nothing,
  ].join('; ')}${rest}`
}
