import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { installedRelease } from '../../../src/verify/upgrade/installed-release.ts'

/** The Secrets of some revisions, as Helm writes them. */
function secrets(...revisions: readonly object[]): object {
  const items = revisions.map((one, index) => {
    const json = JSON.stringify({ version: index + 1, ...one })
    const stored = gzipSync(json).toString('base64')
    return { data: { release: Buffer.from(stored).toString('base64') } }
  })
  return { items }
}

const revision = (status: string, rest: object = {}): object => ({ info: { status }, ...rest })

test('an upgrade starts from the revision that is deployed, and goes on as the last one', () => {
  const found = installedRelease(
    secrets(
      revision('superseded', { manifest: 'one' }),
      revision('deployed', { manifest: 'two', config: { a: 1 }, apply_method: 'csa' }),
      revision('failed', { manifest: 'three', apply_method: 'ssa' }),
    ),
  )
  expect(found).toEqual({
    revision: 3,
    status: 'failed',
    applyMethod: 'server-side',
    config: { a: 1 },
    manifest: 'two',
  })
})

test('what Helm 3 made says nothing of a method, and stays with the client', () => {
  expect(installedRelease(secrets(revision('deployed')))).toMatchObject({
    applyMethod: 'client-side',
  })
})

test('no Secrets are no release, and neither is one that was uninstalled', () => {
  expect(installedRelease({ items: [] })).toBeUndefined()
  expect(installedRelease({ message: 'forbidden' })).toBeUndefined()
  expect(installedRelease(secrets(revision('uninstalled')))).toBeUndefined()
})
