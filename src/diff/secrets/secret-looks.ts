/** Stands in texts and reports for a secret. */
export const mask = '<secret>'

/** What a secret looks like; the group, where there is one, is the secret. Lengths bound the time. */
const looks: readonly RegExp[] = [
  // The password of a URL, or a token in the place of a user.
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:@/"'<>]{0,200}:([^\s"'<>]{1,300})@/gi,
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/([^\s:@/"'<>]{16,300})@/gi,
  // `user:password@host`, as some drivers take it; an image's digest follows an @, too.
  /(?:^|[\s"'=])[\w.%+-]{1,100}:([^\s@/:"'<>]{1,300})@(?!sha\d+:)[\w.-]{0,200}[:/(]/g,
  // `password=…` of a connection string, a flag or a file of settings.
  /(?<!existing|existing[-_])(?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|account|private|sharedaccess)[-_]?key)["']?\s*[=:]\s*["']?(?!true\b|false\b|null\b|[${<[])([^\s"';&,<>]+)/gi,
  /--[\w-]{0,60}(?:password|passphrase|secret|token)\s+(?!-)([^\s"'<>]+)/gi,
  /\b(?:bearer|basic)\s+([\w.~+/=-]{8,})/gi,
  /"auth"\s*:\s*"([^"<>]+)"/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----([\s\S]*?)(?:-----END|$)/g,
  // A JSON Web Token.
  /\beyJ[\w-]{8,400}\.[\w-]{4,4000}\.[\w-]*/g,
  // A password's hash, which can be tried against at leisure.
  /\$(?:2[aby]|apr1|[156y]|argon2\w{0,9})\$[^\s:'"]{10,}/g,
  // Tokens with the prefix of who gives them out.
  /\b(?:gh[pousr]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|[sr]k_(?:live|test)_\w{4,}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{30,}|npm_\w{30,}|dckr_pat_[\w-]{16,}|SG\.[\w-]{16,}\.[\w-]{16,}|hv[sb]\.[\w-]{20,})/g,
]

/** The parts of a text that look like secrets. */
export function secretParts(text: string): readonly string[] {
  const found = looks.flatMap((look) =>
    [...text.matchAll(look)].map((match) => match[1] ?? match[0]),
  )
  return [...found, ...(isEncodedKey(text) ? [text] : [])].filter((part) => part !== mask)
}

/** A private key in base64, as it stands in the data of a Secret. */
function isEncodedKey(text: string): boolean {
  return (
    text.startsWith('LS0tLS1CRUdJTi') &&
    Buffer.from(text, 'base64').toString().includes('PRIVATE KEY')
  )
}

/** A text with secrets taken out of it: those that are known, and what looks like one. */
export function withoutSecretParts(text: string, known: readonly string[]): string {
  const clear = known.reduce((rest, part) => rest.replaceAll(part, mask), text)
  if (isEncodedKey(clear)) return mask
  return looks.reduce(masked, clear)
}

function masked(text: string, look: RegExp): string {
  return text.replaceAll(look, (...match) => {
    const [whole, part] = match as [string, unknown] // the groups are texts, or the place
    if (typeof part !== 'string' || part === '') return mask
    const at = whole.lastIndexOf(part)
    return `${whole.slice(0, at)}${mask}${whole.slice(at + part.length)}`
  })
}
