import type { YamlPath } from '../../helm/yaml/yaml-path.ts'

/** Whether the keys on the way to a value say that people keep it secret. */
export function isNamedSecret(path: YamlPath): boolean {
  const names = path.map((step) => (typeof step === 'string' ? wordsOf(step) : []))
  const last = names.at(-1) ?? []
  if (names.length === 0 || isHarmless(last)) return false
  return (
    isSecretName(last, names.at(-2) ?? []) ||
    names.slice(0, -1).some((words, index) => isHolder(words, names[index - 1] ?? []))
  )
}

/** `client`, `secret` of `clientSecret`, `CLIENT_SECRET` and `client-secret`. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

/** Whether a name is that of a secret; `key` only beside a word that says of what. */
function isSecretName(words: readonly string[], above: readonly string[]): boolean {
  const last = words.at(-1) ?? ''
  if (words.some((word) => references.includes(word))) return false
  if (last === 'token' && words.at(-2) === 'account') return false
  if (secretEnd.test(last)) return true
  const qualifier = words.at(-2) ?? above.at(-1) ?? ''
  return /^keys?$/.test(last) ? keyOf.test(qualifier) : keyEnd.test(last)
}

/** Whether everything below a key is secret: a map of passwords, by name. */
function isHolder(words: readonly string[], above: readonly string[]): boolean {
  return plural.test(words.at(-1) ?? '') && isSecretName(words, above)
}

/** What says where a secret is, or what it is called, and is none itself. */
const references = ['existing', 'ref', 'reference', 'public', 'pull']
const plural = /^(passwords|passwds|tokens|credentials|passphrases)$/
const secretEnd =
  /(passwords?|passwds?|passphrases?|(^|[a-z])secret|tokens?|credentials?|cookie|apikey|accesskey|secretkey|privatekey)$|^(pass|pwd|pin|psk|salt|pepper|jwt|htpasswd|keyfile|secret|dsn)$/
const keyEnd = /^(apikey|accesskey|secretkey|privatekey|encryptionkey|signingkey|masterkey|appkey)$/
const keyOf =
  /^(access|account|aes|api|app|auth|cookie|deploy|encryption|fernet|hash|hmac|host|integration|jwt|licen[sc]e|master|private|routing|secret|server|service|session|shared|signing|sign|ssh|ssl|storage|subscription|tls|webhook|write|ingest)$/

/** The last word of a name says that the value is a setting of a secret, not the secret. */
function isHarmless(words: readonly string[]): boolean {
  return harmless.test(words.at(-1) ?? '')
}

const harmless =
  /^(enabled?|create|name|namespace|ref|type|size|length|ttl|expiry|expiration|timeout|path|file|mount|provider|annotations|labels|policy|min|max|algorithm|interval|url|uri|host|port|user|username|email|version|count|mode|id|issuer|audience|header)$/
