import { escapeOf, unsafeCharacter } from './characters.ts'

/**
 * Writes text as a YAML scalar that every YAML 1.1 and 1.2 reader, and Helm's, reads as this very
 * text: plain where that is certain, else between double quotes. It may stand behind a key or a
 * dash of block style. A lone surrogate is no character: as in any UTF-8 file it becomes U+FFFD.
 */
export function scalar(text: string): string {
  return isPlain(text) ? text : quoted(text)
}

/** Writes text as a map key. */
export function key(text: string): string {
  return scalar(text)
}

/** Whether text may stand as a `|` block (it ends in a newline) or a `|-` block (it does not). */
export function blockIsSafe(text: string): boolean {
  if (!text.includes('\n') || text.search(unsafeCharacter) >= 0) return false
  const lines = text.replace(/\n$/, '').split('\n')
  const first = lines.find((line) => line !== '') // its indentation counts as the block's
  if (first === undefined || /^[ \t]/.test(first)) return false
  return lines.at(-1) !== '' && !lines.some((line) => /^[ \t]+$/.test(line))
}

function quoted(text: string): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, '\ufffd')
  return JSON.stringify(wellFormed).replace(unsafeCharacter, escapeOf)
}

function isPlain(text: string): boolean {
  return (words.test(text) && !typed.test(text)) || unit.test(text)
}

/** Words of harmless characters; a colon only inside one, where it cannot end a key. */
const words = plainWords()

function plainWords(): RegExp {
  const word = String.raw`(?:[\w./@+%$()',=-]|:(?=[\w/$]))+`
  return new RegExp(`^(?=[A-Za-z_/$]|--?[A-Za-z])${word}(?: ${word})*$`)
}

/** Words that some reader takes for a boolean, null or number: YAML 1.1 has `y`, some take `e3`. */
const typed = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|-?e[-+\d_]+|_[\d_]*)$/i

/** `250m`, `10Gi`, `25%`, `1.27-alpine`: a sign no number or date contains makes the text safe. */
const unit = /^(?=.*[g-nq-su-wy%])\.?\d[\w.%+-]*$/i
