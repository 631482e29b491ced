import type { Position } from '../yaml/parse.ts'
import type { YamlPath } from '../yaml/yaml-path.ts'

/** Where a value stands in one of several files. */
export interface Place extends Position {
  readonly file: string
}

/** Finds where a value, or the key before it, was set last; undefined where no file sets it. */
export type Locate = (path: YamlPath, part?: 'key' | 'value') => Place | undefined
