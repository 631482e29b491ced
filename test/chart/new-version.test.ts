import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { assemble } from '../../src/chart/assemble.ts'
import { planPlatform } from '../../src/chart/plan-platform.ts'
import { at } from '../../src/verify/fields.ts'
import type { Manifest } from '../../src/verify/manifest.ts'
import { plan } from '../default-project.ts'
import { helms } from '../helm.ts'
import { writeFiles } from '../write-files.ts'
import { profiles, readObjects, render, writeDefaultChart } from './default-chart.ts'

const folder = writeDefaultChart()
const next = mkdtempSync(join(tmpdir(), 'chartwright-next-'))
writeFiles(
  next,
  assemble(planPlatform(plan.platform, { ...plan.identity, version: '0.2.0+build.7' })),
)
afterAll(() => rmSync(next, { recursive: true }))

describe.each(helms)('with Helm $version, a new version of the chart alone', (helm) => {
  test.each(profiles)('changes nothing but a label in profile %s', async (profile) => {
    const [before, after] = await Promise.all(
      [folder, next].map(async (one) => readObjects(await render(one, { helm, profile }))),
    )
    expect(before?.map(labelOf).every((label) => /^[a-z]+-0\.1\.0$/.test(label))).toBe(true)
    expect(after?.map(labelOf).every((label) => /^[a-z]+-0\.2\.0_build\.7$/.test(label))).toBe(true)
    expect(after?.map(withoutLabel)).toEqual(before?.map(withoutLabel))
  })
})

const key = 'helm.sh/chart'

function labelOf({ body }: Manifest): string {
  return String(at(body, 'metadata', 'labels', key))
}

/** The object without the label at its own top; one in a pod, a claim or a selector stays. */
function withoutLabel({ kind, name, body }: Manifest): unknown {
  const copy = structuredClone(body) as { metadata: { labels: Record<string, unknown> } } // every object has labels
  delete copy.metadata.labels[key]
  return { kind, name, copy }
}
