import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'

let loaded: typeof Yaml | undefined

/** The parser of all YAML; loaded when it is needed, because that takes longer than most commands. */
export function library(): typeof Yaml {
  loaded ??= createRequire(import.meta.url)('yaml') as typeof Yaml // what the package's name stands for
  return loaded
}

/** `*name`. */
export const isAlias = (node: unknown): node is Yaml.Alias => library().isAlias(node)
/** A map as it is written. */
export const isMap = (node: unknown): node is Yaml.YAMLMap => library().isMap(node)
/** A list as it is written. */
export const isSeq = (node: unknown): node is Yaml.YAMLSeq => library().isSeq(node)
/** Text, a number, or another single value as it is written. */
export const isScalar = (node: unknown): node is Yaml.Scalar => library().isScalar(node)
