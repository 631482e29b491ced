/** A version as Masterminds/semver, which Helm uses, reads it. */
export interface Version {
  readonly major: number
  readonly minor: number
  readonly patch: number
  /** `rc.1`; empty for a release. */
  readonly prerelease: string
  /** `gke.1` of `+gke.1`, which no comparison looks at. */
  readonly metadata: string
}

/** Reads a version, of which minor and patch may be missing: `v1.30`. Undefined for what is none. */
export function parseVersion(text: string): Version | undefined {
  const [whole, major, minor = '0', patch = '0', prerelease = '', metadata = ''] =
    shape.exec(text) ?? []
  if (whole === undefined || prerelease.split('.').some((one) => /^0\d+$/.test(one)))
    return undefined
  const numbers = { major: Number(major), minor: Number(minor), patch: Number(patch) }
  return { ...numbers, prerelease, metadata }
}

const words = String.raw`[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*`
/** Leading zeros of the three numbers are let pass. */
const shape = new RegExp(
  String.raw`^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-(${words}))?(?:\+(${words}))?$`,
)

/** Below zero where the first version is the older one. */
export function compareVersions(a: Version, b: Version): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    a.patch - b.patch ||
    comparePrereleases(a.prerelease, b.prerelease)
  )
}

/** A release is newer than what comes before it. */
function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0
  if (a === '' || b === '') return a === '' ? 1 : -1
  const [left, right] = [a.split('.'), b.split('.')]
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareWords(left[at], right[at])
    if (order !== 0) return order
  }
  return 0
}

/** Numbers are older than words, and nothing is older than either. */
function compareWords(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1
  const [isNumber, isOther] = [a, b].map((one) => /^\d+$/.test(one))
  if (isNumber && isOther) return Number(a) - Number(b)
  if (isNumber !== isOther) return isNumber ? -1 : 1
  return a < b ? -1 : 1
}
