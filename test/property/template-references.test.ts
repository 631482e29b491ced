import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateDocuments } from '../../src/template/evaluate/evaluate.ts'
import { type Reference, references } from '../../src/template/view/references.ts'
import { anyTemplate } from './any-template.ts'
import { anyValues, schema } from './any-values.ts'
import { chart, release } from './template-chart.ts'

type Path = readonly string[]

/** The same values, which tell what is read of them: only what is neither a map nor a list counts. */
function watched(value: unknown, tell: (path: Path) => void, path: Path = []): unknown {
  if (typeof value !== 'object' || value === null) return value
  return new Proxy(value, {
    get(target, key): unknown {
      const inner: unknown = Reflect.get(target, key)
      if (typeof key === 'symbol' || !Object.hasOwn(target, key)) return inner
      const at = [...path, key]
      if (typeof inner !== 'object' && key !== 'length') tell(at)
      return watched(inner, tell, at)
    },
  })
}

/** What is looped over is read entry by entry, even if the body reads nothing of an entry. */
function covers({ path, deep }: Reference, read: Path): boolean {
  const keys = path.split('.')
  const isOnTheWay = keys.every((key, i) => key === '*' || key === read[i])
  return isOnTheWay && (deep ? keys.length <= read.length : read.length - keys.length <= 1)
}

test('references has every path that an evaluation reads', () => {
  const property = fc.property(anyTemplate, anyValues, ({ documents }, plain) => {
    const reads: Path[] = []
    const values = watched(plain, (path) => reads.push(path)) as typeof plain // it looks the same
    evaluateDocuments(documents, { values, schema, release, chart })
    const found = references(documents)
    const missed = reads.filter((read) => !found.some((one) => covers(one, read)))
    expect(missed).toEqual([])
  })
  fc.assert(property, { numRuns: 500 })
})
