/** What of a project is generated, and so may be replaced and removed. */
export interface Ownership {
  /** The folder that holds nothing but generated files: `chart`. */
  readonly folder: string
  /** Names of generated files beside it; one without the mark is somebody's own. */
  readonly besides: RegExp
  /** A phrase near the top of generated files. */
  readonly mark: string
}

/** Whether a text says that it is generated; a line above may be there for an editor. */
export function isMarked(text: string | undefined, { mark }: Pick<Ownership, 'mark'>): boolean {
  return text !== undefined && text.split('\n', 3).some((line) => line.includes(mark))
}

/** Whether a path of a tree lies in the generated folder. */
export function isInFolder(path: string, { folder }: Ownership): boolean {
  return path.startsWith(`${folder}/`)
}
