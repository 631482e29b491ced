import { TemplateFailure } from '../../template/evaluate/functions.ts'
import { Unread } from './unread.ts'

/**
 * Whether a version fits a constraint of Masterminds/semver, if that is a plain one: `>=1.2.3-0`.
 * Throws Unread for others.
 */
export function compareVersions(constraint: string, version: string): boolean {
  const [, sign = '', wanted = ''] = /^\s*([<>]=?|=)\s*(\S+)\s*$/.exec(constraint) ?? []
  const [limit, given] = [parsed(wanted), parsed(version)]
  if (sign === '' || !limit) throw new Unread(`the constraint ${constraint}`)
  if (!given) throw new TemplateFailure('error calling semverCompare: invalid semantic version')
  // A version before another does not count where the constraint names none.
  if (given.before !== '' && limit.before === '') return false
  const order = compared(given, limit)
  return (
    { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0, '=': order === 0 }[
      sign
    ] ?? false
  )
}

/** The fields of a version. */
export function fieldsOf(text: string): Readonly<Record<string, number>> {
  const version = parsed(text)
  if (!version) throw new TemplateFailure('error calling semver: invalid semantic version')
  const [Major = 0, Minor = 0, Patch = 0] = version.numbers
  return { Major, Minor, Patch }
}

interface Version {
  readonly numbers: readonly number[]
  /** `-rc.1` */
  readonly before: string
}

function parsed(text: string): Version | undefined {
  const [, major, minor, patch, before = ''] =
    /^v?(\d+)\.(\d+)\.(\d+)(-[-0-9A-Za-z.]+)?(?:\+[-0-9A-Za-z.]+)?$/.exec(text) ?? []
  return major === undefined ? undefined : { numbers: [major, minor, patch].map(Number), before }
}

function compared(a: Version, b: Version): number {
  const difference = a.numbers
    .map((number, index) => number - (b.numbers[index] ?? 0))
    .find((one) => one !== 0)
  if (difference !== undefined) return difference
  if (a.before === b.before) return 0
  if (a.before === '' || b.before === '') return a.before === '' ? 1 : -1
  if (b.before === '-0') return 1
  throw new Unread('an order of versions before others')
}
