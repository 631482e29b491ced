import type { YamlPath } from '../yaml/yaml-path.ts'
import { get, isTable, type Table } from '../merge/coalesce.ts'
import { put } from '../../values/value.ts'
import { readJson } from './json-value.ts'
import {
  nextRune,
  readRunes,
  type RuneReader,
  runesUntil,
  skipEmpty,
  takeRemaining,
} from './rune-reader.ts'
import { SetFault } from './set-fault.ts'

/** What stands behind `=`: JSON, all the rest as it is, or text that this makes a value of. */
export type ReadValue = 'json' | 'literal' | ((text: string) => unknown)

/**
 * Sets in a table what `name1=value1,name2=value2` says, by the grammar of Helm's strvals: names
 * with dots and indices, lists in braces, escapes. Gives the paths that it sets. Like Helm 4, it
 * ends quietly where a name ends with a dot or within an index. Throws a SetFault.
 */
export function setInto(table: Table, text: string, readValue: ReadValue): readonly YamlPath[] {
  const reader = readRunes(text, readValue === 'literal')
  const parsing: Parsing = { reader, readValue, written: [] }
  while (readName(table, [], 0, parsing) === 'more') continue
  return parsing.written
}

interface Parsing {
  readonly reader: RuneReader
  readonly readValue: ReadValue
  readonly written: YamlPath[]
}

/** Whether the text may go on, or has come to its end. */
type Signal = 'more' | 'end'

function readName(map: Table, above: YamlPath, depth: number, parsing: Parsing): Signal {
  const { text: name, stop } = runesUntil(parsing.reader, parsing.reader.literal ? '=[.' : '=[,.')
  const path = [...above, name]
  switch (stop) {
    case '=': {
      const { value, signal } = readValueOf(parsing)
      setKey(map, path, value, parsing)
      return signal
    }
    case '[':
      return readList(map, path, depth, parsing)
    case '.':
      return readMap(map, path, depth + 1, parsing)
    case ',':
      throw new SetFault(`the key ${name} has no value`)
    default:
      if (name === '') return 'end'
      throw new SetFault(`the key ${name} has no value`)
  }
}

function readMap(map: Table, path: YamlPath, depth: number, parsing: Parsing): Signal {
  if (depth > deepest) throw new SetFault(`a name has at most ${deepest} dots`)
  const name = nameOf(path)
  const inner = Object.hasOwn(map, name) ? mapAt(get(map, name), path) : {}
  const signal = readName(inner, path, depth, parsing)
  const isEmpty = Object.keys(inner).length === 0
  if (isEmpty && signal === 'more') throw new SetFault(`the key ${name} has no value`)
  if (!isEmpty && name !== '') put(map, name, inner)
  return signal
}

function readList(map: Table, path: YamlPath, depth: number, parsing: Parsing): Signal {
  const index = readIndex(parsing)
  if (index === undefined) return 'end'
  const name = nameOf(path)
  const list = Object.hasOwn(map, name) ? listAt(get(map, name), path) : []
  const signal = readItem(list, [...path, index], depth, parsing)
  if (name !== '') put(map, name, list)
  return signal
}

/** Reads what stands behind an index, and sets the item. */
function readItem(list: unknown[], path: YamlPath, depth: number, parsing: Parsing): Signal {
  const index = indexOf(path)
  const { text, stop } = runesUntil(parsing.reader, '[.=')
  if (text !== '') throw new SetFault(`"${text}" cannot follow [${index}]`)
  switch (stop) {
    case '=': {
      const { value } = readValueOf(parsing)
      setItem(list, path, value)
      parsing.written.push(path)
      return 'more'
    }
    case '[': {
      const next = readIndex(parsing)
      if (next === undefined) return 'end'
      const inner = listAt(list[index] ?? [], path)
      const signal = readItem(inner, [...path, next], depth, parsing)
      if (signal === 'more') setItem(list, path, inner)
      return signal
    }
    case '.': {
      const present = list[index]
      const inner = isTable(present) ? present : {}
      if (index < list.length) list[index] = inner
      const signal = readName(inner, path, depth, parsing)
      if (signal === 'more') setItem(list, path, inner)
      return signal
    }
    default:
      return 'end'
  }
}

function readIndex({ reader }: Parsing): number | undefined {
  const { text, stop } = runesUntil(reader, ']')
  if (stop === undefined) return undefined
  if (!/^[-+]?[0-9]+$/.test(text)) throw new SetFault(`[${text}] is no index: it must be a number`)
  const index = Number(text)
  if (index < 0) throw new SetFault(`[${text}] is no index: lists begin with [0]`)
  return index
}

function readValueOf({ reader, readValue }: Parsing): {
  readonly value: unknown
  readonly signal: Signal
} {
  if (readValue === 'literal') return { value: takeRemaining(reader), signal: 'more' }
  if (readValue === 'json') {
    if (skipEmpty(reader)) return { value: null, signal: 'more' }
    const value = readJson(reader)
    skipEmpty(reader)
    return { value, signal: 'more' }
  }
  if (reader.at === reader.runes.length) return { value: '', signal: 'end' }
  if (nextRune(reader) === '{') return { value: readItems(reader, readValue), signal: 'more' }
  reader.at--
  return { value: readValue(runesUntil(reader, ',').text), signal: 'more' }
}

function readItems(reader: RuneReader, readValue: (text: string) => unknown): unknown[] {
  const items: unknown[] = []
  for (;;) {
    const { text, stop } = runesUntil(reader, ',}')
    if (stop === undefined) throw new SetFault('the list lacks a } at its end')
    items.push(readValue(text))
    if (stop === ',') continue
    const next = nextRune(reader)
    if (next !== undefined && next !== ',') reader.at--
    return items
  }
}

function setKey(map: Table, path: YamlPath, value: unknown, { written }: Parsing): void {
  const name = nameOf(path)
  if (name === '') return
  put(map, name, value)
  written.push(path)
}

function setItem(list: unknown[], path: YamlPath, value: unknown): void {
  const index = indexOf(path)
  if (index > largestIndex)
    throw new SetFault(`[${index}] is too large: lists end at [${largestIndex}]`)
  while (list.length <= index) list.push(null)
  list[index] = value
}

/** Helm's bounds. */
const [deepest, largestIndex] = [30, 65_536]

const nameOf = (path: YamlPath): string => String(path.at(-1))
const indexOf = (path: YamlPath): number => Number(path.at(-1))

function mapAt(value: unknown, path: YamlPath): Table {
  if (isTable(value)) return value
  throw new SetFault(`${nameOf(path)} is no map, so it has no keys`)
}

function listAt(value: unknown, path: YamlPath): unknown[] {
  if (Array.isArray(value)) return value as unknown[]
  throw new SetFault(`${nameOf(path)} is no list, so it has no items`)
}
