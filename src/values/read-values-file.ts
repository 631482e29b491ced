import { isError, type Problem } from '../errors/chart-error.ts'
import { readYaml, type YamlDocument } from '../helm/yaml/parse.ts'
import { isTable, layOver, type Table } from '../helm/merge/coalesce.ts'
import { emptyLayer, type Layer, settingsIn } from './layer.ts'
import { readText } from './read-text.ts'
import { splitDocuments } from './split-documents.ts'

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

/** What the text of a file holds, as Helm has it. */
export interface ParsedValues {
  readonly own: Readonly<Table>
  readonly document: YamlDocument | undefined
  readonly problems: readonly Problem[]
}

/** The values in the text of a file, whose documents Helm 4 lays over each other. */
export function parseValues(text: string, file: string): ParsedValues {
  const { documents, separators } = splitDocuments(text)
  const parsed = documents.map((one) => parseMap(one, file))
  const behind = separators.find(({ rest }) => !/^(?:#|$)/.test(rest))
  const [, later] = parsed.filter(({ document }) => (document?.data ?? null) !== null)
  const problems = [
    ...(behind ? [{ path: file, file, ...textBehindMarker, line: behind.line, column: 1 }] : []),
    ...(later
      ? [{ path: file, file, ...severalDocuments, ...later.document?.positionOf([]) }]
      : []),
    ...(text.trim() === '' && !isTab(text) ? [{ path: file, file, ...empty }] : []),
    ...parsed.flatMap((one) => one.problems),
  ]
  return { ...parsed.reduce(layParsedOver), problems }
}

function layParsedOver(
  below: ParsedValues,
  { own, document, problems }: ParsedValues,
): ParsedValues {
  const data = layOver(below.own, own)
  const others = below.document
  return {
    own: data,
    document: {
      data,
      positionOf: (path, part) =>
        document?.positionOf(path, part) ?? others?.positionOf(path, part),
      wordAt: (path) => (document?.positionOf(path) ? document : others)?.wordAt(path),
    },
    problems,
  }
}

/** The map that the first document of a text is: of what has one, Helm reads no further. */
export function parseMap(text: string, file: string): ParsedValues {
  const { documents, problems } = readYaml(text, file, 1)
  const [document] = documents
  const data = document?.data ?? {} // comments alone are no values, which is fine
  const misfit = problems.some(isError) ? undefined : misfitOf(text, data, document)
  return {
    own: isTable(data) ? data : {},
    document,
    problems: misfit ? [...problems, { path: file, file, ...misfit }] : problems,
  }
}

/** Why YAML is no map. */
function misfitOf(
  text: string,
  data: unknown,
  document?: YamlDocument,
): Omit<Problem, 'path'> | undefined {
  if (!isTable(data)) return { ...noMap(data), ...document?.positionOf([]) }
  if (isTab(text)) return tab
  return !document && /(?:^|\n)%/.test(text) ? directiveAlone : undefined
}

const isTab = (text: string): boolean => text.trim() === '' && text.includes('\t')

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

const directiveAlone = {
  code: 'values-directive',
  message: 'Helm 4 takes no line with % before ---',
  hint: 'remove the line',
}

const textBehindMarker = {
  code: 'values-marker',
  message: 'Helm 4 takes nothing but a comment behind ---',
  hint: 'begin a new line behind ---',
}

const severalDocuments = {
  code: 'values-documents',
  message: 'a second document begins here: Helm 4 lays it over the first, Helm 3 passes over it',
  hint: 'remove the line ---, or give a second file with -f',
  severity: 'warning',
} as const

function noMap(data: unknown): Omit<Problem, 'path'> {
  const type = typeof data === 'string' ? 'text' : typeof data
  const kind = Array.isArray(data) ? 'a list' : `the ${type} ${String(data)}`
  const hint = 'write "key: value" lines'
  return { code: 'values-no-map', message: `values are a map, this is ${kind}`, hint }
}
