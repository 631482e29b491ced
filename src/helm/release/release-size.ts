import { gzipSync } from 'node:zlib'
import type { Problem } from '../../errors/chart-error.ts'
import { storedRelease, type ReleaseInput } from './stored-release.ts'

/** The bytes of the Secret that Helm keeps for a revision: JSON, compressed, in base64. */
export function releaseSize(release: ReleaseInput): number {
  const zipped = gzipSync(goJson(storedRelease(release)), { level: 9 })
  return Math.ceil(zipped.length / 3) * 4
}

/** Refuses a release that is close to the limit, beyond which an upgrade fails. */
export function checkReleaseSize(bytes: number): readonly Problem[] {
  const kibibytes = Math.ceil(bytes / 1024)
  if (kibibytes <= 700) return []
  return [
    {
      code: 'release-size',
      path: 'release',
      message: `the release takes ${kibibytes} KiB of the 1024 KiB that its Secret can hold`,
      hint: 'move large files out of the root chart and its globals, or split the chart',
      severity: kibibytes > 900 ? 'error' : 'warning',
    },
  ]
}

/** Go writes these characters as escapes. */
function goJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
