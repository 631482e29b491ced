import * as fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import type { Manifest } from '../../src/verify/manifest.ts'
import { accountsOf, bodyToAsk } from '../../src/verify/server/dry-run.ts'
import { writeDefaultChart } from '../chart/default-chart.ts'
import { anyOnProfile, judge } from '../validate/accepted-values.ts'
import { createNamespace } from './cluster.ts'
import { pathOf } from './control-plane/api.ts'
import { request } from './control-plane/request.ts'
import { seed } from '../seed.ts'

const documents = Number(process.env['CHARTWRIGHT_DOCUMENTS'] ?? 100)

test(`the API server takes whatever accepted values render: ${documents} documents, seed ${seed}`, async () => {
  const outcomeOf = judge(writeDefaultChart())
  const namespace = await createNamespace('any-values')
  const known = new Set<string>()
  const isTaken = fc.asyncProperty(anyOnProfile, async (document) => {
    const { objects, faults } = await outcomeOf(document)
    const refusals: string[] = [...faults]
    const accounts = accountsOf(objects)
    for (const object of objects.filter(({ text }) => !known.has(text))) {
      const refusal = await dryRun(object, accounts, namespace)
      if (refusal === undefined) known.add(object.text)
      else refusals.push(refusal)
    }
    expect(refusals).toEqual([])
  })
  await fc.assert(isTaken, { seed, numRuns: documents })
})

/** What the API server, or Pod Security, says against an object, which is then forgotten. */
async function dryRun(
  object: Manifest,
  accounts: ReadonlySet<string>,
  namespace: string,
): Promise<string | undefined> {
  const { apiVersion, kind } = object
  const where = kind === 'PriorityClass' ? undefined : namespace
  const path = `${pathOf(`${apiVersion}/${pluralOf(kind)}`, where)}?dryRun=All&fieldValidation=Strict`
  const body = bodyToAsk(object, accounts)
  const answer = await request(inject('access'), { method: 'POST', path, body })
  if (answer.status >= 300) return `${kind}: ${JSON.stringify(answer.body)}`
  const isUnsafe = answer.warning?.includes('would violate PodSecurity')
  return isUnsafe ? `${kind}: ${answer.warning}` : undefined
}

function pluralOf(kind: string): string {
  return kind.toLowerCase().replace(/y$/, 'ie').replace(/s$/, 'se').concat('s')
}
