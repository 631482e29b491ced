import { compareVersions, parseVersion, type Version } from './version.ts'

/**
 * Whether a version is in a range, as Masterminds/semver has it: `>=1.2 <2 || ^3.1`, `1.2 - 1.4`. A
 * version before a release fits only where a bound beside it names one, too. Undefined for what is no
 * range.
 */
export function isInRange(range: string, version: Version): boolean | undefined {
  const groups = withoutHyphens(range).split('||').map(boundsIn)
  if (groups.includes(undefined)) return undefined
  return groups.some(
    (bounds = []) =>
      (version.prerelease === '' || bounds.some(({ limit }) => limit.prerelease !== '')) &&
      bounds.every((bound) => fits(version, bound)),
  )
}

/** The same of a text, which is in no range where it is no version. */
export function isTextInRange(range: string, text: string): boolean {
  const version = parseVersion(text)
  return version !== undefined && isInRange(range, version) === true
}

/** One comparison of a range. */
interface Bound {
  readonly sign: string
  readonly limit: Version
  /** The first of its numbers that is missing or an x. */
  readonly open?: 'major' | 'minor' | 'patch'
}

const part = String.raw`[0-9|xX*]+`
const words = String.raw`[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*`
const partial = String.raw`v?(?:${part})(?:\.${part})?(?:\.${part})?(?:-${words})?(?:\+${words})?`
const sign = String.raw`(?:!=|>=|=>|<=|=<|~>|[=<>~^]|)`
const group = new RegExp(
  String.raw`^\s*${sign}\s*${partial}\s*(?:(?:\s+|,\s*)${sign}\s*${partial}\s*)*$`,
)
const hyphen = new RegExp(String.raw`\s*(${partial})\s+-\s+(${partial})\s*`, 'g')
const bound = new RegExp(
  String.raw`(${sign})\s*v?(${part})(?:\.(${part}))?(?:\.(${part}))?(?:-(${words}))?(?:\+${words})?`,
  'g',
)

const withoutHyphens = (range: string): string => range.replace(hyphen, '>= $1, <= $2 ')

function boundsIn(text: string): readonly Bound[] | undefined {
  if (!group.test(text)) return undefined
  const bounds = [...text.matchAll(bound)].map(toBound)
  return bounds.every((one) => one !== undefined) ? bounds : undefined
}

function toBound([, one = '', ...rest]: readonly (string | undefined)[]): Bound | undefined {
  const [major, minor, patch, prerelease = ''] = rest
  const names = ['major', 'minor', 'patch'] as const
  const at = [major, minor, patch].findIndex(isOpen)
  const numbers = [major, minor, patch].map((number, index) =>
    at >= 0 && index >= at ? '0' : number,
  )
  const limit = parseVersion(`${numbers.join('.')}${prerelease && `-${prerelease}`}`)
  const open = names[at]
  return limit && { sign: one, limit, ...(open && { open }) }
}

const isOpen = (number: string | undefined): boolean =>
  number === undefined || /^[xX*]$/.test(number)

function fits(version: Version, { sign: one, limit, open }: Bound): boolean {
  const order = compareVersions(version, limit)
  const isAround = (open === 'minor' || open === 'patch') && isWithin(version, limit, open)
  switch (one) {
    case '>=':
    case '=>':
      return order >= 0
    case '<':
      return order < 0
    case '<=':
    case '=<':
      return order <= 0 || isAround
    case '>':
      return order > 0 && !isAround
    case '!=':
      return order !== 0 && !isAround
    case '~':
    case '~>':
      return order >= 0 && isNear(version, limit, open)
    case '^':
      return order >= 0 && isCompatible(version, limit, open)
    default: // = or nothing
      return open === undefined ? order === 0 : order >= 0 && isNear(version, limit, open)
  }
}

/** Whether all numbers before one of them are the same. */
function isWithin(version: Version, limit: Version, open: 'minor' | 'patch'): boolean {
  return version.major === limit.major && (open === 'minor' || version.minor === limit.minor)
}

/** `~1.2` stays within 1.2, `~1` within 1, and `~0.0.0` is any version. */
function isNear(version: Version, limit: Version, open: Bound['open']): boolean {
  const isAny = [limit.major, limit.minor, limit.patch].every((number) => number === 0)
  if (isAny && (open === undefined || open === 'major')) return true
  return isWithin(version, limit, open === 'minor' ? 'minor' : 'patch')
}

/** `^` lets all change behind the first number that is not 0; `^*` is 0.0.0 alone. */
function isCompatible(version: Version, limit: Version, open: Bound['open']): boolean {
  if (limit.major > 0 || open === 'minor') return version.major === limit.major
  if (version.major > 0) return false
  if (limit.minor > 0 || open === 'patch') return version.minor === limit.minor
  return version.minor === 0 && version.patch === limit.patch
}
