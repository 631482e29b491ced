import { readFileSync } from 'node:fs'

/** A fenced block of a document. */
export interface CodeBlock {
  /** Where it begins: `README.md:45`. */
  readonly place: string
  readonly language: string
  /** Path of the file that it is, where the line above says so: `src/index.ts`. */
  readonly file?: string
  readonly text: string
}

const fence = /^(?:`(?<file>[\w./-]+)`:\n\n)?```(?<language>\w+)\n(?<text>.*?)^```$/gms

/** The fenced blocks of a document that name their language. */
export function codeBlocks(root: string, document: string): readonly CodeBlock[] {
  const source = readFileSync(`${root}${document}`, 'utf8')
  return [...source.matchAll(fence)].map(({ index, groups = {} }) => {
    const { language = '', text = '', file } = groups
    const line = source.slice(0, index).split('\n').length
    return { place: `${document}:${line}`, language, text, ...(file === undefined ? {} : { file }) }
  })
}
