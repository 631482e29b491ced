import { createRequire } from 'node:module'
import type { Alias, Scalar, YAMLMap, YAMLSeq } from 'yaml'

type Library = typeof import('yaml')

let loaded: Library | undefined

/** The parser of all YAML; loaded when it is needed, because that takes longer than most commands. */
export function library(): Library {
  loaded ??= createRequire(import.meta.url)('yaml') as Library // what the package's name stands for
  return loaded
}

/** `*name`. */
export const isAlias = (node: unknown): node is Alias => library().isAlias(node)
/** A map as it is written. */
export const isMap = (node: unknown): node is YAMLMap => library().isMap(node)
/** A list as it is written. */
export const isSeq = (node: unknown): node is YAMLSeq => library().isSeq(node)
/** Text, a number, or another single value as it is written. */
export const isScalar = (node: unknown): node is Scalar => library().isScalar(node)
