import type { Alias, Document, Node, YAMLMap } from 'yaml'
import { aliasTargets } from './alias-targets.ts'
import {
  aliasCycle,
  collectionKey,
  duplicateKey,
  excessiveAliases,
  lateMerge,
  mergeOfOther,
  unknownAnchor,
} from './decode-faults.ts'
import { decodeKey, decodeScalar, isPlain } from './decode-scalar.ts'
import { countNode, type Decoding, type Finding, offsetOf, type Place, report } from './decoding.ts'
import { isAlias, isMap, isScalar, isSeq } from './library.ts'
import { appendStep } from './yaml-path.ts'

/** A document's data, where each value stands, and what is wrong or surprising about it. */
export interface Decoded {
  readonly data: unknown
  /** By the written path. */
  readonly places: () => ReadonlyMap<string, Place>
  readonly findings: readonly Finding[]
}

/** Turns a parsed document into the data that go-yaml v2 and sigs.k8s.io/yaml make of it for Helm. */
export function decode(document: Document, text: string): Decoded {
  const decoding: Decoding = {
    text,
    targets: aliasTargets(document),
    expanding: new Set(),
    places: new Map([['', { key: 0, value: offsetOf(document.contents) }]]),
    findings: [],
    decoded: 0,
    aliased: 0,
    stopped: false,
  }
  const data = decodeNode(document.contents, '', decoding)
  return { data, places: () => decoding.places, findings: decoding.findings }
}

function decodeNode(node: unknown, path: string, decoding: Decoding): unknown {
  if (decoding.stopped) return null
  if (!countNode(decoding)) {
    decoding.stopped = true
    const [outermost = node] = decoding.expanding
    report(decoding, outermost, '', excessiveAliases)
    return null
  }
  if (isAlias(node)) {
    return expand(node, path, decoding, (target) => decodeNode(target, path, decoding)) ?? null
  }
  if (isMap(node)) return Object.fromEntries(decodeMap(node, path, decoding)) // keeps __proto__ data
  if (isSeq(node)) return node.items.map((item, index) => decodeItem(item, index, path, decoding))
  return isScalar(node) ? decodeScalar(node, path, decoding) : null
}

function decodeItem(item: unknown, index: number, parent: string, decoding: Decoding): unknown {
  const path = appendStep(parent, index)
  decoding.places.set(path, { key: offsetOf(item), value: offsetOf(item) })
  return decodeNode(item, path, decoding)
}

type Entries = Map<string, unknown>

function decodeMap(map: YAMLMap, parent: string, decoding: Decoding): Entries {
  const entries: Entries = new Map()
  const written = new Set<string>()
  for (const { key: keyNode, value } of map.items) {
    if (isMergeKey(keyNode)) {
      merge(value, parent, entries, written, decoding)
      continue
    }
    const key = readKey(keyNode, parent, decoding)
    if (key === undefined) continue
    const path = appendStep(parent, key)
    if (written.has(key)) {
      forgive(path, decoding)
      report(decoding, keyNode, path, duplicateKey)
    }
    decoding.places.set(path, { key: offsetOf(keyNode), value: offsetOf(value ?? keyNode) })
    entries.set(key, decodeNode(value, path, decoding))
    written.add(key)
  }
  return entries
}

/** What JSON cannot have is no fault in a value that another one replaces. */
function forgive(path: string, { findings }: Decoding): void {
  const isReplaced = (one: string): boolean => one === path || /^[.[]/.test(after(path, one))
  const kept = findings.filter((one) => !foreignToJson.has(one.code) || !isReplaced(one.path))
  findings.splice(0, Infinity, ...kept)
}

const foreignToJson: ReadonlySet<string> = new Set(['yaml-key', 'yaml-not-finite'])

const after = (path: string, inner: string): string =>
  inner.startsWith(path) ? inner.slice(path.length) : ''

function readKey(node: unknown, parent: string, decoding: Decoding): string | undefined {
  countNode(decoding)
  if (isAlias(node)) {
    return expand(node, parent, decoding, (target) => readKey(target, parent, decoding))
  }
  if (isScalar(node)) return decodeKey(node, parent, decoding)
  report(decoding, node, parent, collectionKey)
  return undefined
}

/**
 * Copies the entries that `<<` names. Unlike the YAML merge specification, go-yaml lets them replace
 * keys that stand above the `<<`.
 */
function merge(
  value: unknown,
  parent: string,
  entries: Entries,
  written: ReadonlySet<string>,
  decoding: Decoding,
): void {
  const sources: readonly unknown[] = isSeq(value) ? value.items.toReversed() : [value]
  for (const source of sources) {
    for (const [key, merged] of mergeSource(source, parent, decoding)) {
      if (written.has(key)) report(decoding, value, appendStep(parent, key), lateMerge)
      entries.set(key, merged)
    }
  }
}

function mergeSource(source: unknown, parent: string, decoding: Decoding): Entries {
  const decodeSource = (node: unknown): Entries => {
    if (isMap(node) && countNode(decoding)) return decodeMap(node, parent, decoding)
    report(decoding, source, parent, mergeOfOther)
    return new Map()
  }
  if (!isAlias(source)) return decodeSource(source)
  return expand(source, parent, decoding, decodeSource) ?? new Map()
}

function isMergeKey(node: unknown): boolean {
  return (
    isScalar(node) &&
    node.value === '<<' &&
    (isPlain(node) || node.tag === 'tag:yaml.org,2002:merge')
  )
}

/** Hands the alias's target to a reader; undefined when there is none, or the alias is inside it. */
function expand<T>(
  alias: Alias,
  path: string,
  decoding: Decoding,
  read: (target: Node) => T,
): T | undefined {
  const target = decoding.targets.get(alias)
  if (!target || decoding.expanding.has(alias)) {
    report(decoding, alias, path, target ? aliasCycle(alias.source) : unknownAnchor(alias.source))
    return undefined
  }
  decoding.expanding.add(alias)
  const value = read(target)
  decoding.expanding.delete(alias)
  return value
}
