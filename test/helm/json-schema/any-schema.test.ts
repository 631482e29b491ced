import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { helms } from '../../helm.ts'
import { seed } from '../../seed.ts'
import { anyForeignCase } from './any-foreign-schema.ts'
import { helmVerdicts, ourVerdict } from './helm-judges.ts'

/** Any number: CHARTWRIGHT_DOCUMENTS=50000. */
const numRuns = Number(process.env['CHARTWRIGHT_DOCUMENTS'] ?? 1200)
const cases = fc.sample(anyForeignCase, { seed, numRuns })
const ours = cases.map(ourVerdict)
const atOnce = 300

describe(`by ${numRuns} schemas of all drafts, right and wrong ones: seed ${seed}`, () => {
  test.each(helms)('our verdict is that of Helm $version', { timeout: 300_000 }, async (helm) => {
    const differing: string[] = []
    for (let at = 0; at < cases.length; at += atOnce) {
      const some = cases.slice(at, at + atOnce)
      const verdicts = await helmVerdicts(helm, some)
      some.forEach((one, i) => {
        if (verdicts[i] !== ours[at + i])
          differing.push(`${ours[at + i]}, Helm: ${verdicts[i]}: ${JSON.stringify(one)}`)
      })
    }
    expect(differing).toEqual([])
  })

  test('every one is judged; many are valid, and many refused', () => {
    const valid = ours.filter((verdict) => verdict === 'valid').length
    expect(ours.filter((verdict) => verdict === 'not judged')).toEqual([])
    expect(Math.min(valid, numRuns - valid)).toBeGreaterThan(numRuns / 10)
  })
})
