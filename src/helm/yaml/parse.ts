import type { Document } from 'yaml'
import { type Problem, refuse } from '../../errors/chart-error.ts'
import { characterFaults } from './characters.ts'
import { decode, type Decoded } from './decode.ts'
import type { Finding, Place } from './decoding.ts'
import { library } from './library.ts'
import { type Position, positionsIn } from './positions.ts'
import { readPlain } from './read-plain.ts'
import { syntaxFault } from './syntax-fault.ts'
import { formatPath, type YamlPath } from './yaml-path.ts'

export type { Position } from './positions.ts'

/** One YAML document with the places of its values. */
export interface YamlDocument {
  /** Null for a document without content. */
  readonly data: unknown
  /** Where a value, or the key before it, begins; undefined for a path that is not in the text. */
  readonly positionOf: (path: YamlPath, part?: 'key' | 'value') => Position | undefined
  /** A value as it is written, if it is one word. */
  readonly wordAt: (path: YamlPath) => string | undefined
}

/** What a text holds, read as Helm reads it. */
export interface YamlFile {
  readonly documents: readonly YamlDocument[]
  readonly problems: readonly Problem[]
}

/**
 * Reads the documents of a text, or only the first few, and all that is wrong or risky in them. Throws
 * nothing.
 */
export function readYaml(source: string, file?: string, atMost?: number): YamlFile {
  const text = source.replace(/^\uFEFF/, '').replace(/\r(?!\n)/g, '\n') // alone, it ends a line, too
  const plain = readPlain(text)
  return plain ? yamlFile(text, [plain], [], file) : readAnyYaml(text, file, atMost)
}

/** The same for a text of any kind. */
export function readAnyYaml(text: string, file?: string, atMost?: number): YamlFile {
  const all: readonly Document[] = library().parseAllDocuments(text, options)
  const parsed = all.slice(0, atMost)
  const documents = parsed.map((document) => {
    const fault = syntaxFault(document)
    return fault
      ? { data: null, places: () => new Map(), findings: [fault] }
      : decode(document, text)
  })
  const faults = characterFaults(text) // with them, nothing else in the text is what it seems
  const findings = faults.length > 0 ? faults : documents.flatMap((one) => one.findings)
  return yamlFile(text, documents, findings, file)
}

function yamlFile(
  text: string,
  documents: readonly Decoded[],
  findings: readonly Finding[],
  file?: string,
): YamlFile {
  const positionAt = positionsIn(text)
  return {
    documents: documents.map((one) => locatable(one, text, positionAt)),
    problems: findings.map((finding) => toProblem(finding, positionAt, file)),
  }
}

/** Reads the documents of a text and leaves out those without content. Throws a ChartError. */
export function parseDocuments(text: string, file?: string): readonly unknown[] {
  const { documents, problems } = readYaml(text, file)
  refuse(problems)
  return documents.map(({ data }) => data).filter((data) => data !== null)
}

/** Every scalar stays text: Helm's own rules for numbers, booleans and merge keys are in decode. */
const options = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const

const longestWord = 80

type PositionAt = (offset: number) => Position

function locatable({ data, places }: Decoded, text: string, positionAt: PositionAt): YamlDocument {
  let known: ReturnType<typeof places> | undefined
  const placeOf = (path: YamlPath): Place | undefined => {
    known ??= places()
    return known.get(formatPath(path))
  }
  return {
    data,
    positionOf(path, part = 'value') {
      const place = placeOf(path)
      return place && positionAt(place[part])
    },
    wordAt(path) {
      const place = placeOf(path)
      const start = place && text.slice(place.value, place.value + longestWord)
      return start && /^[^\s,[\]{}#"']+/.exec(start)?.[0]
    },
  }
}

function toProblem({ offset, ...fault }: Finding, positionAt: PositionAt, file?: string): Problem {
  const path = fault.path || file || 'YAML'
  return { ...fault, path, ...(file !== undefined && { file }), ...positionAt(offset) }
}
