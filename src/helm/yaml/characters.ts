import type { Finding } from './decoding.ts'

/**
 * Characters that may not stand as they are in YAML 1.1 and 1.2 alike: controls, the line breaks
 * that only 1.1 knows (U+0085, U+2028, U+2029), the byte order mark, non-characters, and halves of
 * surrogate pairs.
 */
export const unsafeCharacter: RegExp =
  /(?![\t\n])\p{Cc}|[\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/gu

/** Finds raw characters that Helm's reader refuses, or takes for a line break where others do not. */
export function characterFaults(text: string): readonly Finding[] {
  return [...text.matchAll(unsafeCharacter)]
    .filter(({ 0: character, index }) => !isHarmless(character, text[index + 1]))
    .map(({ 0: character, index }) => ({
      code: 'yaml-character',
      path: '',
      message: `U+${escapeOf(character).slice(2).toUpperCase()} cannot stand in YAML as it is`,
      hint: `write ${escapeOf(character)} between double quotes`,
      offset: index,
    }))
}

/** The escape of a character in double quotes. */
export function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Windows' line ends, and the byte order mark, which go-yaml reads like any letter. */
function isHarmless(character: string, next: string | undefined): boolean {
  return character === '\ufeff' || (character === '\r' && next === '\n')
}
