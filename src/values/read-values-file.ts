import { isError, type Problem } from '../errors/chart-error.ts'
import { type Position, readYaml, type YamlDocument } from '../helm/yaml/parse.ts'
import { isTable, layOver, type Table } from '../helm/merge/coalesce.ts'
import { emptyLayer, type Layer, settingsIn } from './layer.ts'
import { readText } from './read-text.ts'

/** Reads a values file and lays it over values. */
export function readValuesFile(file: string, below: Readonly<Table>): Layer {
  const { text, problem } = readText(file)
  return text === undefined
    ? { ...emptyLayer(below), problems: [problem] }
    : readValuesText(text, file, below)
}

/** The same for the text of a file. */
function readValuesText(text: string, file: string, below: Readonly<Table>): Layer {
  const { document, own, problems } = parseValues(text, file)
  return {
    below,
    values: layOver(below, own),
    settings: settingsIn(own),
    locate(path, part) {
      const position = document?.positionOf(path, part)
      return position && { file, ...position }
    },
    wordAt: (path) => document?.wordAt(path),
    problems,
  }
}

/** The values in the text of a file. */
export function parseValues(
  text: string,
  file: string,
): {
  readonly own: Readonly<Table>
  readonly document: YamlDocument | undefined
  readonly problems: readonly Problem[]
} {
  const { documents, problems } = readYaml(text, file)
  const [document] = documents
  const own = isTable(document?.data) ? document.data : {}
  const misfit = problems.some(isError) ? undefined : misfitOf(text, documents)
  return {
    own,
    document,
    problems: misfit ? [...problems, { path: file, file, ...misfit }] : problems,
  }
}

/** Why YAML is no values file. */
function misfitOf(
  text: string,
  documents: readonly YamlDocument[],
): Omit<Problem, 'path'> | undefined {
  if (text.trim() === '') return text.includes('\t') ? tab : empty
  const [first, ...others] = documents
  const second = others.find(({ data }) => data !== null)
  const behind = text.search(/^---[ \t]*[^\s#-]/m)
  if (behind >= 0) return { ...textBehindMarker, ...lineAt(text, behind) }
  if (second) return { ...severalDocuments, ...second.positionOf([]) }
  const data = first?.data ?? {} // comments alone are no values, which is fine
  return isTable(data) ? undefined : { ...noMap(data), ...first?.positionOf([]) }
}

const empty = {
  code: 'values-empty',
  message: 'the file is empty, so Helm takes no values from it',
  hint: 'write {} where that is meant',
  severity: 'warning',
} as const

const tab = {
  code: 'values-tab',
  message: 'the file is empty but for a tab, which Helm does not take',
  hint: 'empty the file, or write {} for no values',
}

const textBehindMarker = {
  code: 'values-marker',
  message: 'Helm 4 takes nothing but a comment behind ---',
  hint: 'begin a new line behind ---',
}

const severalDocuments = {
  code: 'values-documents',
  message: 'a second document begins here: Helm 3 takes the first only, Helm 4 merges them',
  hint: 'remove the line ---, or give a second file with -f',
}

function noMap(data: unknown): Omit<Problem, 'path'> {
  const type = typeof data === 'string' ? 'text' : typeof data
  const kind = Array.isArray(data) ? 'a list' : `the ${type} ${String(data)}`
  const hint = 'write "key: value" lines'
  return { code: 'values-no-map', message: `values are a map, this is ${kind}`, hint }
}

function lineAt(text: string, offset: number): Position {
  return { line: text.slice(0, offset).split('\n').length, column: 1 }
}
