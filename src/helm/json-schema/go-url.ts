/** What of a URL matters to formats and references. */
export interface GoUrl {
  readonly scheme: string
  /** Without the port and the brackets of an IPv6 address. */
  readonly host: string
  /** As it is written. */
  readonly path: string
}

/** Reads a URL as Go's net/url does; undefined where Go refuses it. */
export function parseGoUrl(text: string): GoUrl | undefined {
  const [address = '', ...fragment] = text.split('#')
  if (hasBadEscape(fragment.join('#')) || hasControl(address)) return undefined
  const [, scheme = '', behind = ''] = /^(?:([A-Za-z][-+.A-Za-z0-9]*):)?(.*)$/s.exec(address) ?? []
  if (behind.startsWith(':') && scheme === '') return undefined
  const rest = behind.replace(/\?.*$/s, '')
  if (!rest.startsWith('/')) return rootless(scheme, rest)
  const [, authority, path = ''] = /^\/\/([^/]*)(.*)$/s.exec(rest) ?? [undefined, undefined, rest]
  const isLocal = authority === undefined || (scheme === '' && rest.startsWith('///'))
  const host = isLocal ? '' : hostOf(authority, scheme)
  const way = isLocal ? rest : path
  return host === undefined || hasBadEscape(way) ? undefined : { scheme, host, path: way }
}

function rootless(scheme: string, rest: string): GoUrl | undefined {
  if (scheme !== '') return { scheme, host: '', path: '' }
  const [segment = ''] = rest.split('/')
  return segment.includes(':') || hasBadEscape(rest) ? undefined : { scheme, host: '', path: rest }
}

const hasControl = (text: string): boolean =>
  [...text].some((character) => character < ' ' || character === '\x7f')

const hasBadEscape = (text: string): boolean => /%(?![0-9A-Fa-f]{2})/.test(text)

function hostOf(authority: string, scheme: string): string | undefined {
  const at = authority.lastIndexOf('@')
  const user = at < 0 ? '' : authority.slice(0, at)
  if (!/^[-A-Za-z0-9._:~!$&'()*+,;=%@]*$/.test(user) || hasBadEscape(user)) return undefined
  const host = authority.slice(at + 1)
  return host.includes('[') ? bracketed(host) : named(host, scheme)
}

function named(host: string, scheme: string): string | undefined {
  const isWeb = /^https?$/i.test(scheme)
  const colon = isWeb ? host.indexOf(':') : host.lastIndexOf(':')
  if (colon >= 0 && !isPort(host.slice(colon))) return undefined
  if (!isHostText(host)) return undefined
  return colon >= 0 ? host.slice(0, colon) : host
}

function bracketed(host: string): string | undefined {
  const [, address = '', port = ''] = /^\[(.*)\]([^\]]*)$/s.exec(host) ?? []
  if (!host.startsWith('[') || address.includes('[') || !isPort(port)) return undefined
  const [bare = '', ...zone] = address.split('%25')
  const zoned = zone.length > 0 ? `${bare}%${zone.join('%25')}` : bare
  if (!isHostText(bare) || (zone.length > 0 && !isZone(zone.join('%25')))) return undefined
  return isIpv6(zoned) ? zoned : undefined
}

const isPort = (text: string): boolean => /^(?::[0-9]*)?$/.test(text)

/** Escapes stand only for what is not ASCII, and for the percent sign. */
function isHostText(text: string): boolean {
  return !/%(?!25|[89A-Fa-f][0-9A-Fa-f])|[^%\x80-\u{10ffff}A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/u.test(
    text,
  )
}

function isZone(text: string): boolean {
  return !hasBadEscape(text) && isHostText(text.replaceAll(/%[0-9A-Fa-f]{2}/g, unescapeByte))
}

function unescapeByte(escape: string): string {
  const code = Number.parseInt(escape.slice(1), 16)
  return code === 0x25 || code === 0x20 ? '' : String.fromCharCode(code)
}

/** Whether Go's net/netip reads a text as an IPv6 address, with a zone or not. */
export function isIpv6(text: string): boolean {
  const [address = '', ...zone] = text.split('%')
  if (text.includes('%') && zone.join('%') === '') return false
  const whole = address.replace(/(?<=:)\d+(?:\.\d+){3}$/, (ipv4) => (isIpv4(ipv4) ? '0:0' : 'x'))
  const halves = whole.split('::')
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false
  return halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8
}

function isIpv4(text: string): boolean {
  return text.split('.').every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
}
