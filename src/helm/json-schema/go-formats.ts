import { isIpv6, parseGoUrl } from './go-url.ts'
import { compileRe2 } from './re2.ts'

/**
 * The formats that Helm's validator asserts up to draft-07, each as it understands them. It takes
 * any text for a format of another name.
 */
export const formats: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['json-pointer', isJsonPointer],
  ['relative-json-pointer', isRelativePointer],
  ['uuid', isUuid],
  ['duration', isDuration],
  ['period', isPeriod],
  ['ipv4', isIpv4],
  ['ipv6', isPlainIpv6],
  ['hostname', isHostname],
  ['email', isEmail],
  ['date', isDate],
  ['time', isTime],
  ['date-time', isDateTime],
  ['uri', isUri],
  ['iri', isUri],
  ['uri-reference', isReference],
  ['iri-reference', isReference],
  ['uri-template', isTemplate],
  ['semver', isSemver],
  ['regex', (text: string) => compileRe2(text) !== undefined],
])

function isJsonPointer(text: string): boolean {
  return text === '' || (text.startsWith('/') && !/~(?![01])/.test(text))
}

function isRelativePointer(text: string): boolean {
  const [, rest] = /^(?:0|[1-9][0-9]*)(.*)$/s.exec(text) ?? []
  return rest !== undefined && (rest === '#' || isJsonPointer(rest))
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

function isDuration(text: string): boolean {
  if (/^P[0-9]+W$/.test(text)) return true
  const date = /^P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?/
  const time = /(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?$/
  return new RegExp(date.source + time.source).test(text)
}

function isPeriod(text: string): boolean {
  const [, start, end = ''] = /^([^/]*)\/(.*)$/s.exec(text) ?? []
  if (start === undefined) return false
  if (start.startsWith('P')) return isDuration(start) && isDateTime(end)
  return isDateTime(start) && (end.startsWith('P') ? isDuration(end) : isDateTime(end))
}

/** Go's reading of a decimal number lets a sign stand before it. */
function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => isDecimal(part) && inByte(part))
}

const isDecimal = (text: string): boolean => /^[-+]?[0-9]+$/.test(text)

function inByte(part: string): boolean {
  const number = Number(part)
  return !/^0./.test(part) && number >= 0 && number <= 255
}

function isPlainIpv6(text: string): boolean {
  return text.includes(':') && !text.includes('%') && isIpv6(text)
}

function isHostname(text: string): boolean {
  const name = text.replace(/\.$/, '')
  if (name.length > 253) return false
  return name.split('.').every((label) => /^(?!-)[-A-Za-z0-9]{1,63}(?<!-)$/.test(label))
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)]
  if (at < 0 || Buffer.byteLength(text) > 254 || Buffer.byteLength(local) > 64) return false
  return (isQuoted(local) || isUnquoted(local)) && isMailDomain(domain)
}

const isQuoted = (local: string): boolean => /^"[^"\\]*"$/s.test(local)

function isUnquoted(local: string): boolean {
  return !/^\.|\.$|\.\./.test(local) && /^[A-Za-z0-9.!#$%&'*+\-/=?^_`{|}~]*$/.test(local)
}

function isMailDomain(domain: string): boolean {
  const [, address] = /^\[(.*)\]$/s.exec(domain) ?? []
  if (address === undefined) return isHostname(domain)
  return address.startsWith('IPv6:') ? isPlainIpv6(address.slice(5)) : isIpv4(address)
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, year)
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** The two digits of a part may be a sign and a digit; 60 seconds are one before midnight in UTC. */
function isTime(text: string): boolean {
  const part = '([-+]?[0-9]{1,2})'
  const offset = `(?:[zZ]|([-+])${part}:${part})`
  const shape = new RegExp(`^${part}:${part}:${part}(?:\\.[0-9]+)?${offset}$`)
  const [, hour = '', minute = '', second = '', sign = '+', ...away] = shape.exec(text) ?? []
  const parts = [hour, minute, second, ...away.filter((one) => one !== undefined)]
  if (!parts.every((one) => one.length === 2 && Number(one) >= 0)) return false
  const [h = 0, m = 0, s = 0, awayHours = 0, awayMinutes = 0] = parts.map(Number)
  if (h > 23 || m > 59 || s > 60 || awayHours > 23 || awayMinutes > 59) return false
  const away60 = awayHours * 60 + awayMinutes
  const utc = h * 60 + m + (sign === '+' ? -away60 : away60)
  return s < 60 || (utc < 0 ? utc + 1440 : utc) === 1439
}

function isDateTime(text: string): boolean {
  return /^.{10}t/is.test(text) && isDate(text.slice(0, 10)) && isTime(text.slice(11))
}

function isUri(text: string): boolean {
  const url = parseSoundUrl(text)
  return url !== undefined && url.scheme !== ''
}

function isReference(text: string): boolean {
  return !text.includes('\\') && parseSoundUrl(text) !== undefined
}

/** An IPv6 address for a host stands in brackets, and without a zone. */
function parseSoundUrl(text: string): ReturnType<typeof parseGoUrl> {
  const url = parseGoUrl(text)
  if (!url?.host.includes(':')) return url
  return text.includes('[') && isPlainIpv6(url.host) ? url : undefined
}

/** Braces in pairs; Go looks at a path only where it is not written as Go would write it. */
function isTemplate(text: string): boolean {
  const path = parseSoundUrl(text)?.path
  if (path === undefined) return false
  if (isAsGoWrites(path)) return true
  return path.split('/').every((part) => {
    const braces = unescapeAscii(part).replaceAll(/[^{}]/g, '')
    return /^(?:\{\})*$/.test(braces)
  })
}

function isAsGoWrites(path: string): boolean {
  const plain = /^[-A-Za-z0-9_.~$&+,/:;=@]$/
  return path
    .split(/(%[0-9A-F]{2})|/)
    .filter((part) => part !== undefined && part !== '')
    .every((part) => plain.test(part) || (part.length === 3 && !plain.test(unescapeAscii(part))))
}

function unescapeAscii(text: string): string {
  return text.replaceAll(/%[0-7][0-9A-Fa-f]/g, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  )
}

function isSemver(text: string): boolean {
  const number = '(?:0|[1-9][0-9]*)'
  const identifier = `(?:${number}|[0-9]*[-A-Za-z][-A-Za-z0-9]*)`
  const core = `${number}\\.${number}\\.${number}`
  return new RegExp(
    `^${core}(?:-${identifier}(?:\\.${identifier})*)?(?:\\+[-A-Za-z0-9]+(?:\\.[-A-Za-z0-9]+)*)?$`,
  ).test(text)
}
