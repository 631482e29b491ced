import type { Position } from '../helm/yaml/parse.ts'
import type { YamlPath } from '../helm/yaml/yaml-path.ts'

/** Where a value stands: in a file, or in an option of the command line. */
export type Place = FilePlace | OptionPlace

interface FilePlace extends Position {
  readonly file: string
}

interface OptionPlace {
  /** As it was given: `--set orders.replicas=3`. */
  readonly option: string
}

/** Whether a value comes from `--set` and the like, where quotes would be part of it. */
export function isPlainOption(place: Place | undefined): boolean {
  return place !== undefined && 'option' in place && !place.option.startsWith('--set-json ')
}

/** Finds where a value, or the key before it, was set last; undefined where nothing sets it. */
export type Locate = (path: YamlPath, part?: 'key' | 'value') => Place | undefined

/** Where values come from. */
export interface Sources {
  readonly locate: Locate
  /** A number or a word as it is written in a file. */
  readonly wordAt: (path: YamlPath) => string | undefined
}

/** Values of which nobody knows where they come from. */
export const nowhere: Sources = { locate: () => undefined, wordAt: () => undefined }
