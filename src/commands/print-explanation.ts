import type { Explanation, Source } from '../chart/explain/explain-value.ts'
import type { Effect } from '../chart/explain/impact.ts'
import { shortened } from '../errors/one-line.ts'
import { schemaInWords } from '../schema/schema-words.ts'
import { columns } from '../verify/format/columns.ts'
import { formatPath } from '../helm/yaml/yaml-path.ts'
import { place } from './print-problems.ts'

/** One value in full, or several in a table. */
export function explanationText(explanations: readonly Explanation[]): string {
  const [only, ...others] = explanations
  const lines = only && others.length === 0 ? fullText(only) : tableText(explanations)
  return `${lines.join('\n')}\n`
}

function fullText({
  path,
  copyOf,
  value,
  sources,
  schema,
  effects,
}: Explanation): readonly string[] {
  return [
    `${formatPath(path)} = ${shown(value)}`,
    ...(schema.description ? [`  ${schema.description}`] : []),
    '',
    ...(copyOf ? [`copy of  ${formatPath(copyOf)}, by Helm: set it there`] : []),
    ...labelled('set in', sources.map(sourceCells)),
    ...labelled('allowed', [[schemaInWords(schema)]]),
    ...labelled('changes', effects.map(effectCells)),
  ]
}

/** Rows under a label. */
function labelled(label: string, rows: readonly (readonly string[])[]): readonly string[] {
  return columns(rows).map((line, index) => `${(index === 0 ? label : '').padEnd(7)}  ${line}`)
}

function sourceCells({ from, place: where, value }: Source): readonly string[] {
  return [placeText(where), from === 'default' ? 'default' : '', shown(value)]
}

function placeText(where: Source['place']): string {
  return where ? place({ code: '', message: '', path: '', ...where }) : ''
}

function effectCells({ file, kind, name, by, isRendered }: Effect): readonly string[] {
  const noun = kind === 'any' ? 'the objects in it' : [kind, name ?? ''].join(' ').trim()
  const notes = [
    ...(by === 'checksum' ? ['restarts its pods'] : []),
    ...(isRendered ? [] : ['not rendered under these values']),
  ]
  return [file, noun, notes.join(', ')]
}

function tableText(explanations: readonly Explanation[]): readonly string[] {
  const rows = explanations.map(({ path, value, sources: [source], schema }) => [
    formatPath(path),
    shortened(shown(value), 40),
    source?.from === 'file' ? placeText(source.place) : 'default',
    schema.description ?? '',
  ])
  return columns([['KEY', 'VALUE', 'SET IN', 'DESCRIPTION'], ...rows])
}

function shown(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value)
}
