import type { Fault } from './decoding.ts'

/** go-yaml's bound on what aliases may make of a document. */
export const excessiveAliases: Fault = {
  code: 'yaml-aliases',
  message: 'the aliases (*name) make this document too large',
  hint: 'write the values out, or use fewer aliases',
}

/** An alias that stands inside the value of its own anchor. */
export function aliasCycle(name: string): Fault {
  const message = `the value of &${name} contains itself`
  return { code: 'yaml-cycle', message, hint: `remove *${name} from it` }
}

/** An alias without an anchor above it. */
export function unknownAnchor(name: string): Fault {
  const message = `*${name} stands for nothing`
  return { code: 'yaml-anchor', message, hint: `put &${name} before a value above it` }
}

/** A key that Helm cannot turn into text. */
export function badKey(text: string): Fault {
  const message = text === '' ? 'a key is missing before the colon' : `${text} cannot be a key`
  return { code: 'yaml-key', message, hint: `write "${text}"` }
}

/** `? [a, b]` and `? {a: b}`. */
export const collectionKey: Fault = {
  code: 'yaml-collection-key',
  message: 'a list or a map cannot be a key',
  hint: 'put it between quotes',
}

/** `on:` is the key "true". */
export function keyReadAs(text: string, key: string): Fault {
  const message = `the key ${text} is read as "${key}"`
  return {
    code: 'yaml-key-text',
    message,
    hint: `write "${text}", or "${key}"`,
    severity: 'warning',
  }
}

/** Helm takes the last of several equal keys without a word. */
export const duplicateKey: Fault = {
  code: 'yaml-duplicate-key',
  message: 'this key is already in the map: the last one wins',
  hint: 'remove one of them',
  severity: 'warning',
}

/** `<<` below a key that it replaces. */
export const lateMerge: Fault = {
  code: 'yaml-late-merge',
  message: 'the << below this key replaces its value',
  hint: 'put << first in the map',
  severity: 'warning',
}

/** `<<` with a scalar or a list of other things than maps. */
export const mergeOfOther: Fault = {
  code: 'yaml-merge',
  message: '<< takes a map, an alias of a map, or a list of these',
  hint: 'quote it to have a key of that name: "<<"',
}

/** JSON and YAML 1.2 know `\/`, YAML 1.1 does not. */
export const slashEscape: Fault = {
  code: 'yaml-escape',
  message: 'Helm knows no escape \\/',
  hint: 'write / without a backslash',
}

/** `!!int abc`. */
export function wrongTag(text: string): Fault {
  return { code: 'yaml-tag', message: `"${text}" does not fit its tag`, hint: 'remove the tag' }
}
