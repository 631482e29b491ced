import { unsafeCharacter } from '../../helm/yaml/characters.ts'
import { inert } from './inert.ts'
import type { Paragraph, Text } from '../node/node.ts'
import type { PrintContext } from './print-context.ts'
import { printExpression } from './print-expression.ts'
import { printInline } from './print-inline.ts'

/** A line of a block. */
export function printLine(text: Text, pad: string, context: PrintContext): string {
  return text.parts.length === 0 ? '' : `${pad}${printInline(text, context)}`
}

/** The lines of a string from the values, in a block. */
export function printParagraph(
  { of, indent }: Paragraph,
  margin: number,
  context: PrintContext,
): readonly string[] {
  const pad = ' '.repeat(margin)
  return [
    `${pad}{{- with ${printExpression(of, context)} }}`,
    `${pad}{{- . | trimSuffix "\\n" | nindent ${margin + indent} }}`,
    `${pad}{{- end }}`,
  ]
}

/** The lines of a comment, which no character of its text can end. */
export function printComment(text: string, pad: string): readonly string[] {
  return commentLines(text).map((line) => `${pad}# ${inert(line)}`.trimEnd())
}

/** Text for people, line by line, without what cannot be seen. */
export function commentLines(text: string): readonly string[] {
  const lines = text.replace(/\t/g, ' ').split(/\r?\n/)
  return lines.map((line) => line.replace(unsafeCharacter, ' ').trimEnd())
}
