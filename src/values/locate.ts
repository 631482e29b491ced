import type { Position } from '../yaml/parse.ts'
import type { YamlPath } from '../yaml/yaml-path.ts'

/** Where a value stands: in a file, or in an option of the command line. */
export type Place = FilePlace | OptionPlace

interface FilePlace extends Position {
  readonly file: string
}

interface OptionPlace {
  /** As it was given: `--set orders.replicas=3`. */
  readonly option: string
}

/** Finds where a value, or the key before it, was set last; undefined where nothing sets it. */
export type Locate = (path: YamlPath, part?: 'key' | 'value') => Place | undefined
