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
  const { from, to, values, objects, breaking, notCompared, random } = comparison
  const parts = [
    [paint('bold', `${from} → ${to}`)],
    section('values', differenceLines(values, paint), paint),
    section('objects', objectLines(objects, paint), paint),
    section(
      'upgrade',
      breaking.flatMap((one) => breakingLines(one, paint)),
      paint,
    ),
    section(
      'not compared',
      notCompared.flatMap((one) => openLines(one, paint)),
      paint,
    ),
    section('made up in each rendering, and not counted', random, paint),
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
  const { message, hint } = problem
  const word = isError(problem) ? paint('red', 'breaking ') : paint('yellow', 'may break')
  return [
    paint('bold', placeOf(problem)),
    `  ${word}  ${message}`,
    ...(hint === undefined ? [] : [`  hint       ${hint}`]),
  ]
}

function openLines(problem: Problem, paint: Paint): readonly string[] {
  const { message, hint } = problem
  return [
    paint('bold', placeOf(problem)),
    `  ${message}`,
    ...(hint === undefined ? [] : [`  hint  ${hint}`]),
  ]
}

/** Where it is; a rule on all values has no path. */
function placeOf({ path }: Problem): string {
  return path === '' ? 'values' : path
}

/** A comparison for a comment on a change: what breaks first, the rest to unfold. */
export function diffMarkdown(comparison: Comparison): string {
  const { from, to, values, objects, breaking, notCompared, random } = comparison
  const details = [
    ['Values', differenceLines(values, plain)],
    ['Objects', objectLines(objects, plain)],
    ['Made up in each rendering, and not counted', random],
  ] as const
  return [
    `### ${from} → ${to}\n`,
    `${sumText(comparison)}\n`,
    ...breaking.map((one) => bullet(one, isError(one) ? '**breaking**' : 'may break')),
    ...notCompared.map((one) => bullet(one, 'not compared')),
    '',
    ...details
      .filter(([, lines]) => lines.length > 0)
      .map(([title, lines]) => folded(title, lines.join('\n'))),
  ].join('\n')
}

const plain = painter(false)

function bullet(problem: Problem, word: string): string {
  const hint = problem.hint === undefined ? '' : `; ${inLine(problem.hint)}`
  return `- ${word} \`${placeOf(problem)}\`: ${inLine(problem.message)}${hint}`
}

/** Text that says nothing to Markdown, in one line. */
function inLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/[\\`*_<>[\]|]/g, '\\$&')
}

function folded(title: string, text: string): string {
  const ticks = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))
  return `<details><summary>${title}</summary>\n\n${ticks}diff\n${text}\n${ticks}\n\n</details>\n`
}

function sumText(comparison: Comparison): string {
  const { values, objects, breaking, notCompared, random } = comparison
  const isSame = values.length + objects.length + breaking.length === 0
  const open = notCompared.length > 0
  if (isSame && !open)
    return random.length === 0 ? 'no differences' : 'no differences but those made up'
  const of = (change: Difference['change']): number =>
    objects.filter((one) => one.change === change).length
  const certain = breaking.filter(isError).length
  const suspected = breaking.length - certain
  const breaks = [
    ...(certain > 0 ? [`${certain} breaking`] : []),
    ...(suspected > 0 ? [`${suspected} may break`] : []),
  ]
  const nothing = open ? 'nothing breaks of what was compared' : 'nothing breaks'
  return [
    `${values.length} ${values.length === 1 ? 'value differs' : 'values differ'}`,
    `objects: ${of('changed')} changed, ${of('added')} added, ${of('removed')} removed`,
    `${breaks.join(', ') || nothing}${open ? `, ${notCompared.length} not compared` : ''}`,
  ].join('; ')
}
