import { fields, type Fields } from '../fields.ts'
import type { Manifest } from '../manifest.ts'
import { type InstalledRelease, installedRelease } from '../upgrade/installed-release.ts'
import type { Answer } from './ask-server.ts'
import type { FindPath } from './server-resources.ts'

/** What there is on a server, read and never written. */
export interface Cluster {
  /** The release that an upgrade would start from; nothing where there is none, or nobody may say. */
  readonly release: () => Promise<InstalledRelease | undefined>
  /** The object that a manifest is for. */
  readonly object: (manifest: Manifest) => Promise<Found>
}

/** What a server has of an object. */
export type Found =
  | { readonly is: 'there'; readonly object: Fields }
  | { readonly is: 'missing' }
  | { readonly is: 'forbidden' }

/** The query for the Secrets in which Helm keeps the revisions of a release. */
export function releaseSecrets(release: string, namespace: string): string {
  const selector = encodeURIComponent(`owner=helm,name=${release}`)
  return `/api/v1/namespaces/${namespace}/secrets?labelSelector=${selector}`
}

/** Reads a cluster, each object once. */
export function readCluster(
  get: (path: string) => Promise<Answer>,
  find: FindPath,
  secrets: string,
): Cluster {
  const known = new Map<string, Promise<Found>>()
  return {
    release: async () => installedRelease((await get(secrets)).body),
    object: async (manifest) => {
      const path = await find(manifest)
      if (path === undefined) return { is: 'missing' }
      const found = known.get(path) ?? get(path).then(toFound)
      known.set(path, found)
      return found
    },
  }
}

function toFound({ status, body }: Answer): Found {
  if (status === 200) return { is: 'there', object: fields(body) }
  return { is: status === 404 ? 'missing' : 'forbidden' }
}
