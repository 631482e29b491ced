/** What a ConfigMap may hold, in bytes: 1 MiB. */
export const configMapLimit = 1_048_576

/** A file as a ConfigMap has it: text, or bytes in Base64 where it is no text. */
export interface ProjectFile {
  readonly form: 'text' | 'base64'
  readonly content: string
  /** Its size on the disk. */
  readonly bytes: number
}

/** What is at a path of the project: a file, the files of a directory by their paths in it, or why there is neither. */
export type ProjectEntry =
  | { readonly file: ProjectFile }
  | { readonly folder: ReadonlyMap<string, ProjectFile> }
  | { readonly fault: string; readonly hint: string }

/** What components hold of their project, by path from platform.ts, as the model has it. */
export type ProjectFiles = ReadonlyMap<string, ProjectEntry>
