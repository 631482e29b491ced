import { unsafeCharacter } from './characters.ts'
import type { Decoded } from './decode.ts'
import type { Place } from './decoding.ts'
import { type PlainLine, plainLines } from './plain-lines.ts'
import { plainKey, plainValue } from './plain-scalar.ts'
import { appendStep } from './yaml-path.ts'

/**
 * Reads YAML as simple as our own: block style, scalars of one line, no anchors, tags or markers,
 * and nothing to warn of. Undefined for all other YAML, which `decode` reads: this is only for
 * speed, and a hundred times as fast.
 */
export function readPlain(text: string): Decoded | undefined {
  if (!isHarmless(text)) return undefined
  const lines = plainLines(text)
  const reading: Reading = { lines, next: 0 }
  if (lines[0]?.indent !== 0) return undefined
  const data = readBlock('', reading)
  if (data === undefined || reading.next < lines.length) return undefined
  return { data, places: () => placesIn(lines), findings: [] }
}

/** Reads once more, for the few texts of which somebody asks for a place. */
function placesIn(lines: readonly PlainLine[]): ReadonlyMap<string, Place> {
  const places = new Map([['', { key: 0, value: lines[0]?.offset ?? 0 }]])
  readBlock('', { lines, next: 0, places })
  return places
}

/** Most text is ASCII, of which this is known soonest. */
function isHarmless(text: string): boolean {
  return !/[^\n -~]/.test(text) || (!text.includes('\t') && text.search(unsafeCharacter) < 0)
}

interface Reading {
  readonly lines: readonly PlainLine[]
  /** Noted where they are wanted. */
  readonly places?: Map<string, Place>
  /** Index of the next line. */
  next: number
}

/** The map or the list that begins on the next line. */
function readBlock(path: string, reading: Reading): unknown {
  const line = reading.lines[reading.next]
  if (line === undefined) return undefined
  return line.text.startsWith('- ')
    ? readList(line.indent, path, reading)
    : readMap(line, path, reading)
}

/** A map whose first entry is the given one: the next line, or what stands behind a dash on it. */
function readMap(first: PlainLine, parent: string, reading: Reading): unknown {
  const entries = new Map<string, unknown>()
  for (let line: PlainLine | undefined = first; line?.indent === first.indent;) {
    const found = plainKey(line.text)
    if (found === undefined || entries.has(found.key)) return undefined
    const path = below(parent, found.key, reading)
    const value = readBehind(found.rest, line.offset + found.start, line, path, reading)
    if (value === undefined) return undefined
    entries.set(found.key, value.data)
    reading.places?.set(path, { key: line.offset, value: value.offset })
    line = reading.lines[reading.next]
  }
  return Object.fromEntries(entries)
}

const below = (parent: string, step: string | number, { places }: Reading): string =>
  places ? appendStep(parent, step) : ''

interface Found {
  readonly data: unknown
  readonly offset: number
}

/** The value behind a key: on its line, or on those below. */
function readBehind(
  rest: string,
  offset: number,
  { indent }: PlainLine,
  path: string,
  reading: Reading,
): Found | undefined {
  const next = reading.lines[++reading.next]
  const isDeeper = next !== undefined && next.indent > indent
  if (rest !== '' && !rest.startsWith('#')) {
    const data = isDeeper ? undefined : plainValue(rest)
    return data === undefined ? undefined : { data, offset }
  }
  const isList = next?.indent === indent && next.text.startsWith('- ')
  if (next === undefined || !(isDeeper || isList)) return undefined
  const data = readBlock(path, reading)
  return data === undefined ? undefined : { data, offset: next.offset }
}

function readList(indent: number, parent: string, reading: Reading): unknown {
  const items: unknown[] = []
  for (;;) {
    const line = reading.lines[reading.next]
    if (line?.indent !== indent || !line.text.startsWith('- ')) return items
    const text = line.text.slice(1).trimStart()
    const shift = line.text.length - text.length
    const inner = { text, indent: indent + shift, offset: line.offset + shift }
    const path = below(parent, items.length, reading)
    const item = readItem(inner, path, reading)
    if (item === undefined) return undefined
    reading.places?.set(path, { key: inner.offset, value: inner.offset })
    items.push(item)
  }
}

function readItem(line: PlainLine, path: string, reading: Reading): unknown {
  if (plainKey(line.text)) return readMap(line, path, reading)
  const next = reading.lines[reading.next + 1]
  if (next !== undefined && next.indent >= line.indent) return undefined
  reading.next++
  return plainValue(line.text)
}
