import { expectTypeOf, test } from 'vitest'
import { defineValues, loadChart, loadValues, validateValues, valuesText } from 'chartwright'

/** As `chartwright types` prints it. */
interface Values {
  replicas?: number
  image?: { tag?: string }
}

test('values of a chart have its types, and are values wherever those go', () => {
  const values = defineValues<Values>({ replicas: 2, image: { tag: '1.2' } })
  expectTypeOf(values.replicas).toEqualTypeOf<number | undefined>()
  expectTypeOf(valuesText(values)).toEqualTypeOf<string>()
  const verdict = validateValues<Values>(loadChart('chart'), loadValues([values]))
  if (verdict.valid) expectTypeOf(verdict.values.image?.tag).toEqualTypeOf<string | undefined>()
})

test('a key that the chart does not have is refused, and a value of another type', () => {
  // @ts-expect-error Object literal may only specify known properties
  defineValues<Values>({ replica: 2 })
  // @ts-expect-error Type 'string' is not assignable to type 'number'
  defineValues<Values>({ replicas: '2' })
})
