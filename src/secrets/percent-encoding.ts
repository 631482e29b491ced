/** A text as the user part of a URL takes it: as the chart's own `url-password` is encoded. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** The text behind an encoded one; undefined where it is no encoding. */
export function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Whether bytes are another text percent-encoded, in whichever way: a line break at its end is none. */
export function isEncodingOf(encoded: Buffer | undefined, text: Buffer): boolean {
  const written = encoded?.toString()
  return written !== undefined && !/\s/.test(written) && percentDecoded(written) === text.toString()
}
