import { isUtf8 } from 'node:buffer'

/** What a ConfigMap may hold, in bytes: 1 MiB. */
export const configMapLimit = 1_048_576

/** A file as a ConfigMap has it: text, or bytes in Base64 where it is no text. */
export interface ProjectFile {
  readonly form: 'text' | 'base64'
  readonly content: string
  /** Its size as it is. */
  readonly bytes: number
}

/** A file with this content. */
export function projectFile(content: Uint8Array): ProjectFile {
  const buffer = Buffer.from(content)
  const text = textIn(buffer)
  const bytes = buffer.length
  return text === undefined
    ? { form: 'base64', content: buffer.toString('base64'), bytes }
    : { form: 'text', content: text, bytes }
}

/** Undefined where bytes are no text: not UTF-8, or with control characters. */
function textIn(content: Buffer): string | undefined {
  if (!isUtf8(content)) return undefined
  const text = content.toString('utf8')
  return /(?![\t\n\r])\p{Cc}/u.test(text) ? undefined : text
}

/** What is at a path of the project: a file, the files of a directory by their paths in it, or why there is neither. */
export type ProjectEntry =
  | { readonly file: ProjectFile }
  | { readonly folder: ReadonlyMap<string, ProjectFile> }
  | { readonly fault: string; readonly hint: string }

/** What components hold of their project, by path from platform.ts, as the model has it. */
export type ProjectFiles = ReadonlyMap<string, ProjectEntry>
