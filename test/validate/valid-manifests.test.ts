import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { validateManifests } from '../../src/verify/kubeconform.ts'
import type { Manifest } from '../../src/verify/manifest.ts'
import { mapBounded } from '../../src/verify/map-bounded.ts'
import { findTools } from '../../src/verify/tools/find-tools.ts'
import { writeDefaultChart } from '../chart/default-chart.ts'
import { kubernetesFaults } from '../kubernetes/validation/kubernetes-faults.ts'
import { anyOnProfile, type Document, judge } from './accepted-values.ts'
import { seed } from '../seed.ts'

/** How many documents that Helm accepts; any number: CHARTWRIGHT_DOCUMENTS=5000. */
const wanted = Number(process.env['CHARTWRIGHT_DOCUMENTS'] ?? (process.env['CI'] ? 500 : 100))
const { kubeconform } = await findTools()
const outcomeOf = judge(writeDefaultChart())

test(
  `no values that Helm accepts render an invalid manifest: ${wanted} documents, seed ${seed}`,
  { timeout: 60_000 + wanted * 5_000, retry: 0 },
  async () => {
    const documents = fc.sample(anyOnProfile, { seed, numRuns: wanted * 3 })
    let accepted = 0
    for (let at = 0; accepted < wanted && at < documents.length; at += round) {
      const outcomes = await mapBounded(documents.slice(at, at + round), 2, check)
      const faulty = outcomes.findIndex(({ faults }) => faults.length > 0)
      if (faulty >= 0) await shrink(at + faulty)
      await shrinkInvalid(
        at,
        outcomes.map(({ fresh }) => fresh),
      )
      accepted += outcomes.filter(({ isRefused }) => !isRefused).length
    }
    expect(accepted).toBeGreaterThanOrEqual(wanted)
  },
)

/** Documents that kubeconform sees at once, since its start takes longer than its work. */
const round = 50

interface Checked {
  readonly isRefused: boolean
  readonly faults: readonly string[]
  /** Objects that no document rendered before. */
  readonly fresh: readonly Manifest[]
}

const known = new Set<string>()

async function check(document: Document): Promise<Checked> {
  const { objects, isRefused, faults } = await outcomeOf(document)
  const fresh = objects.filter(({ text }) => !known.has(text))
  for (const { text } of fresh) known.add(text)
  return { isRefused, fresh, faults: [...faults, ...fresh.flatMap(kubernetesFaults)] }
}

async function schemaFaults(objects: readonly Manifest[]): Promise<readonly string[]> {
  const manifests = objects.map(({ text }) => text).join('\n---\n')
  const problems = await validateManifests({ kubeconform, manifests, kubernetes: '1.36.3' })
  return problems.map(({ path, message }) => `${path}: ${message}`)
}

async function shrinkInvalid(at: number, fresh: readonly (readonly Manifest[])[]): Promise<void> {
  if ((await schemaFaults(fresh.flat())).length === 0) return
  for (const [index, objects] of fresh.entries()) {
    if ((await schemaFaults(objects)).length > 0) await shrink(at + index)
  }
}

/** Fails with the smallest document like the one of this number that is still at fault. */
async function shrink(index: number): Promise<never> {
  const isValid = fc.asyncProperty(anyOnProfile, async (document) => {
    known.clear()
    const { faults, fresh } = await check(document)
    expect([...faults, ...(await schemaFaults(fresh))]).toEqual([])
  })
  await fc.assert(isValid, { seed, path: String(index), interruptAfterTimeLimit: 120_000 })
  throw new Error(`document ${index} of seed ${seed} fails, but not again`)
}
