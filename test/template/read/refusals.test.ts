import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { failures } from '../../../src/template/evaluate.ts'
import { fail } from '../../../src/template/expression.ts'
import { printDocuments } from '../../../src/template/print.ts'
import { refusals } from '../../../src/template/read/refusals.ts'
import { when } from '../../../src/template/structure.ts'
import { anyCondition } from '../../property/any-expression.ts'
import { anyValues, schema } from '../../property/any-values.ts'
import { rootNames } from '../../property/names.ts'
import { chart, release } from '../../property/template-chart.ts'

const dot = (values: unknown): unknown => ({
  Values: values,
  Release: { Name: release.name, Namespace: release.namespace, Service: 'Helm' },
  Chart: { Name: chart.name, Version: chart.version, AppVersion: chart.appVersion },
})

test('conditions are read back from printed templates', () => {
  let read = 0
  const skipped = new Map<string, number>()
  fc.assert(
    fc.property(anyCondition, anyValues, (make, values) => {
      const names = rootNames((build) => build('helper'))
      const documents = [when(make(names), fail('refused'), fail('not "refused"'))]
      const found = refusals(printDocuments(documents, schema), dot(values))
      const [first] = found
      if (first?.is === 'unread') {
        skipped.set(first.message, (skipped.get(first.message) ?? 0) + 1)
        return
      }
      read++
      const messages = found.map(({ message }) => message)
      expect(messages).toEqual(failures(documents, { values, schema, release, chart }))
    }),
    { numRuns: 2000 },
  )
  console.log(read, skipped)
})
