import { cpSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadValues } from '../../../src/values/read-values.ts'
import { manifestReader } from '../../../src/verify/manifest.ts'
import { readChart } from '../../../src/helm/release/chart-source.ts'
import { checkReleaseSize, releaseSize } from '../../../src/helm/release/release-size.ts'
import { storedRelease } from '../../../src/helm/release/stored-release.ts'
import { run } from '../../../src/verify/run.ts'
import { findTools } from '../../../src/verify/tools/find-tools.ts'

const shop = `${mkdtempSync(join(tmpdir(), 'chartwright-'))}/`
const values = `${shop}values-prod.yaml`
const whole = 1_790_000_000 // seconds, whose fraction Go leaves out
const target = ['shop', `${shop}chart`, '--namespace', 'shops', '--values', values]

describe('the release that Helm would store', () => {
  let expected: Stored
  let ours: Stored
  let size: number

  beforeAll(async () => {
    cpSync(fileURLToPath(new URL('../../verify/fixtures/shop/', import.meta.url)), shop, {
      recursive: true,
    })
    utimesSync(`${shop}chart/README.md`, whole, whole)
    utimesSync(`${shop}chart/.helmignore`, whole + 0.25, whole + 0.25)
    const helm = (await findTools()).helms.find(({ version }) => version.startsWith('4.'))
    if (!helm) throw new Error('Helm 3 tells what it would store only with a cluster')
    const dryRun = ['install', ...target, '--dry-run=client', '--output', 'json']
    expected = JSON.parse((await run(helm.path, dryRun)).stdout) as Stored
    const rendered = (await run(helm.path, ['template', ...target])).stdout
    const release = {
      helm: helm.version,
      name: 'shop',
      namespace: 'shops',
      chart: readChart(`${shop}chart`),
      config: loadValues([values]).values,
      manifests: manifestReader('shops')(rendered),
    }
    size = releaseSize(release)
    ours = JSON.parse(JSON.stringify(storedRelease(release))) as Stored
  })

  afterAll(() => rmSync(shop, { recursive: true }))

  test('has the files of the root chart, and of that only', () => {
    expect(byName(ours.chart.templates)).toEqual(byName(expected.chart.templates))
    expect(byName(ours.chart.files)).toEqual(byName(expected.chart.files))
    expect(ours.chart.schema).toBe(expected.chart.schema)
  })

  test('has the defaults of all subcharts, and what the user gave', () => {
    expect(ours.chart.values).toEqual(expected.chart.values)
    expect(ours.config).toEqual(expected.config)
  })

  test('has the hooks apart from the other manifests', () => {
    expect(ours.hooks.map(({ name }) => name)).toEqual(['shop-test'])
    expect(ours.manifest.replaceAll(/\s+/g, ' ').trim()).toBe(
      expected.manifest.replaceAll(/\s+/g, ' ').trim(),
    )
  })

  test('has its size within one per cent', () => {
    const exact = Math.ceil(gzipSync(JSON.stringify(expected), { level: 9 }).length / 3) * 4
    expect(Math.abs(size - exact) / exact).toBeLessThan(0.01)
  })
})

describe('checkReleaseSize', () => {
  test.each([
    [700, []],
    [701, ['warning']],
    [900, ['warning']],
    [901, ['error']],
  ])('%i KiB', (kibibytes, severities) => {
    const problems = checkReleaseSize(kibibytes * 1024)
    expect(problems.map(({ severity }) => severity)).toEqual(severities)
  })

  test('says how much there is of what can be', () => {
    expect(checkReleaseSize(950 * 1024)[0]).toMatchObject({
      code: 'release-size',
      message: 'the release takes 950 KiB of the 1024 KiB that its Secret can hold',
    })
  })
})

interface Stored {
  readonly chart: {
    readonly templates: readonly File[]
    readonly files: readonly File[]
    readonly schema: string
    readonly values: unknown
  }
  readonly config: unknown
  readonly manifest: string
  readonly hooks: readonly { readonly name: string }[]
}

interface File {
  readonly name: string
  readonly data: string
  readonly modtime: string
}

function byName(files: readonly File[]): readonly File[] {
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
