import { gunzipSync } from 'node:zlib'
import { at, fields, items, number, text, type Fields } from '../fields.ts'

/** A release as Helm keeps it in the namespace. */
export interface InstalledRelease {
  /** Number of the newest revision. */
  readonly revision: number
  /** Of the newest revision: `deployed`, `failed`, `pending-upgrade`. */
  readonly status: string
  /** How Helm 4 upgrades it unless told otherwise; what Helm 3 made stays with client-side apply. */
  readonly applyMethod: 'server-side' | 'client-side'
  /** The values that the user gave for the revision that an upgrade starts from. */
  readonly config: Fields
  /** The manifests of that revision. */
  readonly manifest: string
}

/** Reads a release from the Secrets that hold its revisions; nothing where an upgrade finds none. */
export function installedRelease(secrets: unknown): InstalledRelease | undefined {
  const revisions = items(at(secrets, 'items'))
    .flatMap((secret) => decode(text(at(secret, 'data', 'release'))))
    .toSorted((a, b) => versionOf(b) - versionOf(a))
  const [last] = revisions
  if (last === undefined || statusOf(last) === 'uninstalled') return undefined
  const current = revisions.find((one) => statusOf(one) === 'deployed') ?? last
  return {
    revision: versionOf(last),
    status: statusOf(last),
    applyMethod: last['apply_method'] === 'ssa' ? 'server-side' : 'client-side',
    config: fields(current['config']),
    manifest: text(current['manifest']) ?? '',
  }
}

/** Base64 by Kubernetes around base64 by Helm around gzip around JSON. */
function decode(data: string | undefined): readonly Fields[] {
  if (data === undefined) return []
  const zipped = Buffer.from(Buffer.from(data, 'base64').toString(), 'base64')
  return [fields(JSON.parse(gunzipSync(zipped).toString()))]
}

const versionOf = (release: Fields): number => number(release['version']) ?? 0
const statusOf = (release: Fields): string => text(at(release, 'info', 'status')) ?? ''
