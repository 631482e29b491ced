import * as fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import { evaluateDocuments } from '../src/template/evaluate.ts'
import { digestMark } from '../src/template/functions.ts'
import { parseDocuments } from '../src/yaml/parse.ts'
import { anyTemplate, printed } from './property/any-template.ts'
import { anyValues, emptyValues, fullValues, schema } from './property/any-values.ts'
import { chart, release, renderChart } from './property/template-chart.ts'
const seed = Number(process.argv[2] ?? 1)
const n = Number(process.argv[3] ?? 150)
const helm = { path: '/tmp/toolbin/' + (process.argv[4] ?? 'helm4'), version: 'x' }
let cases = fc.sample(anyTemplate, { numRuns: n, seed })
const texts = cases.map((c) => {
  try {
    return printed(c)
  } catch (e) {
    console.log('PRINT', (e as Error).stack?.split('\n').slice(0, 6))
    return 'kind: Broken\n'
  }
})
for (const values of [...fc.sample(anyValues, { numRuns: 2, seed }), emptyValues, fullValues]) {
  const files: Record<string, string> = {
    'other.yaml': 'kind: Other\n',
    ...Object.fromEntries(texts.map((t, i) => [`case-${i}.yaml`, t])),
  }
  const bad: [number, string][] = []
  let out: any
  for (let tries = 0; tries < 12; tries++) {
    try {
      ;[out] = await renderChart(helm as any, files, [values])
      break
    } catch (e) {
      const m = /case-(\d+)/.exec((e as Error).message)
      if (!m) {
        console.log((e as Error).message)
        break
      }
      bad.push([Number(m[1]), (e as Error).message.slice(0, 1500)])
      files[`case-${m[1]}.yaml`] = 'kind: Gone\n'
    }
  }
  if (!out) continue
  cases.forEach((c, i) => {
    if (bad.some(([b]) => b === i)) return
    let ours: unknown, theirs: unknown
    try {
      ours = evaluateDocuments(c.documents, { values, schema, release, chart })
    } catch (e) {
      ours = (e as Error).stack?.split('\n').slice(0, 4)
    }
    try {
      theirs = parseDocuments(
        (out[`case-${i}.yaml`] ?? '').replace(/\b[0-9a-f]{64}\b/g, digestMark),
      )
    } catch (e) {
      theirs = String(e)
    }
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(ours)), JSON.parse(JSON.stringify(theirs))))
      bad.push([
        i,
        `HELM ${JSON.stringify(theirs)}\nWE   ${JSON.stringify(ours)}\nRAW\n${out[`case-${i}.yaml`]}`,
      ])
  })
  bad.sort((a, b) => texts[a[0]]!.length - texts[b[0]]!.length)
  console.log('==========', bad.length, 'bad')
  const used = new Set<string>()
  for (const [i, why] of bad.slice(0, 2))
    console.log(
      `--- case ${i}\n${texts[i]}\n### ${why}\n### values ${JSON.stringify(values).slice(0, 1500)}`,
    )
}
