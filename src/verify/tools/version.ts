/** Major, minor and patch. */
export type Version = readonly [major: number, minor: number, patch: number]

/** Finds the first version in a text: `v3.22.0+g1ea7b75` and `go1.26.8` both have one. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch = '0'] = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text) ?? []
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)]
}

/** `3.22.0` */
export function formatVersion(version: Version): string {
  return version.join('.')
}

/** Whether a version is the other one or a later one. */
export function isAtLeast(version: Version, floor: Version): boolean {
  const difference = version.map((part, index) => part - (floor[index] ?? 0)).find((d) => d !== 0)
  return (difference ?? 0) >= 0
}
