import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redis } from 'chartwright'
import type { Values } from '../../src/values/value.ts'
import { type Manifest, rendered } from '../components/rendered.ts'
import { jobPod, type LocalPod, reportOf, scheduledPod } from './backup-pods.ts'
import { exporter, noExporters } from './exporters.ts'
import { kill, own, type Outcome } from './process.ts'
import { type BucketServer, startBuckets } from './s3-server.ts'

/** As Amazon makes them, and as a Secret has them that was made from a file. */
const keys = { accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCY' }

describe.skipIf(noExporters !== '')(`backups in a bucket, as rendered${noExporters}`, () => {
  let root: string
  let buckets: BucketServer
  let first: string

  const objects = (s3: Values = {}, restore: Values = {}): readonly Manifest[] =>
    rendered({ redis: redis({ backup: true }) }, 'redis', {
      global: { secrets: { provider: 'inline' } },
      auth: { password: 'root' },
      backup: {
        password: 'backup',
        repositoryPassword: 'repository',
        keep: { last: 2, daily: 0, weekly: 0, monthly: 0 },
        target: {
          type: 's3',
          s3: {
            bucket: 'shop-backups',
            basePath: 'stores',
            endpoint: buckets.endpoint,
            port: Number(new URL(buckets.endpoint).port),
            pathStyleAccess: true,
            accessKey: `${keys.accessKey}\n`,
            secretKey: `${keys.secretKey}\n`,
            ...s3,
          },
        },
      },
      restore,
    })
  const place = () => ({
    root,
    environment: (own: Readonly<Record<string, string>>) => ({
      ...own,
      PATH: `${root}:${process.env['PATH'] ?? ''}`,
    }),
  })
  const dump = randomBytes(3_000_000)

  /** A pod whose store has dumped. */
  const dumped = (s3: Values = {}): LocalPod => {
    const pod = scheduledPod(objects(s3), 'shop-redis-backup', place())
    own(join(root, 'backup/dump'))
    mkdirSync(join(root, 'backup/dump'), { recursive: true })
    writeFileSync(join(root, 'backup/dump/data.rdb'), dump)
    return pod
  }
  const upload = (s3: Values = {}): Promise<Outcome> => dumped(s3).begin('upload').ended
  const fetch = (from: string, s3: Values = {}): Promise<Outcome> =>
    jobPod(objects(s3, { from }), 'shop-redis-restore', place()).begin('fetch').ended
  const errorOf = async (outcome: Promise<Outcome>): Promise<unknown> => {
    const ended = await outcome
    expect(ended.code).toBe(1)
    return reportOf(ended)['error']
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 's3b-'))
    own(root)
    await exporter('restic', root)
    buckets = await startBuckets(keys, root)
  }, 120_000)

  afterAll(async () => {
    if (buckets) await kill(buckets.running)
    rmSync(root, { recursive: true, force: true })
  })

  it('are refused without the right keys, with one clear sentence', async () => {
    expect(await errorOf(upload({ secretKey: 'wrong' }))).toBe('the repository cannot be read')
  }, 120_000)

  it('make the repository where the values say, and store the second dump as what differs', async () => {
    const outcome = await upload()
    expect(outcome).toMatchObject({ code: 0 })
    const { snapshot, bytes } = reportOf(outcome)
    expect(bytes).toBe(dump.length)
    first = String(snapshot)
    const again = await upload()
    expect(again).toMatchObject({ code: 0 })
    expect(Number(reportOf(again)['stored'])).toBeLessThan(100_000)
  }, 120_000)

  it('are fetched as they were', async () => {
    expect(await fetch(first)).toMatchObject({ code: 0 })
    expect(readFileSync(join(root, 'backup/dump/data.rdb')).equals(dump)).toBe(true)
  }, 120_000)

  it('are refused where the id, or the repository, does not exist', async () => {
    expect(await errorOf(fetch('deadbeef'))).toContain('there is no snapshot deadbeef')
    expect(await errorOf(fetch('latest', { basePath: 'elsewhere' }))).toBe(
      'there is no repository: no backup has been made',
    )
  }, 120_000)

  it('go on after an upload that was killed, and forget what is too old', async () => {
    const killed = dumped().begin('upload')
    await new Promise((resolve) => setTimeout(resolve, 1000)) // wherever it is by then
    await kill(killed)
    for (let run = 0; run < 2; run += 1) {
      const outcome = await upload()
      expect(outcome).toMatchObject({ code: 0 })
      expect(reportOf(outcome)).toMatchObject({ pruned: true })
    }
    expect(await errorOf(fetch(first))).toContain(`there is no snapshot ${first}`)
  }, 120_000)
})
