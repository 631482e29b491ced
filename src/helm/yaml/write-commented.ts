import { unsafeCharacter } from './characters.ts'
import { behindKey, collection, type Written, written } from './write-yaml.ts'

/** A key of a documented file, with data or with further entries below it. */
export type YamlEntry = {
  readonly key: string
  /** What the key is for: printed above it in the style of helm-docs, `# -- …`. */
  readonly comment?: string
} & ({ readonly value: unknown } | { readonly entries: readonly YamlEntry[] })

/** Writes a documented YAML file; the lines of the header become comments at its top. */
export function writeCommented(
  entries: readonly YamlEntry[],
  header: readonly string[] = [],
): string {
  const body = entries.flatMap((entry) => ['', topText(entry)])
  const content = collection(body, '{}').lines
  return `${[...header.map(commentLine), ...content].join('\n').trimStart()}\n`
}

const known = new WeakMap<YamlEntry, string>()

/** The text of an entry at the top; the files of many components have the same. */
function topText(entry: YamlEntry): string {
  const text = known.get(entry) ?? entryLines(entry, 0).join('\n')
  known.set(entry, text)
  return text
}

function entryLines(entry: YamlEntry, depth: number): readonly string[] {
  const above =
    entry.comment === undefined ? [] : wrap(harmless(`-- ${entry.comment}`), 98 - 2 * depth)
  return [...above.map(commentLine), ...behindKey(entry.key, valueLines(entry, depth))]
}

function valueLines(entry: YamlEntry, depth: number): Written {
  if (!('entries' in entry)) return written(entry.value)
  return collection(
    entry.entries.flatMap((inner) => entryLines(inner, depth + 1)),
    '{}',
  )
}

function commentLine(line: string): string {
  return `# ${harmless(line)}`.trimEnd()
}

/** Text in which no character but a newline ends a comment. */
function harmless(text: string): string {
  return text.replace(unsafeCharacter, ' ')
}

/** Breaks text at its newlines, and at blanks where a line would be wider than so many columns. */
function wrap(text: string, width: number): readonly string[] {
  const piece = pieces.get(width) ?? new RegExp(`(?! ).{1,${width}}(?= |$)|\\S+`, 'g')
  pieces.set(width, piece)
  return text.split('\n').flatMap((line) => line.match(piece) ?? [''])
}

const pieces = new Map<number, RegExp>()
