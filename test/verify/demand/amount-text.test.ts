import { expect, test } from 'vitest'
import { amountText } from '../../../src/verify/demand/amount-text.ts'
import type { Resource } from '../../../src/verify/demand/amounts.ts'

test.each<[Resource, number, string]>([
  ['requests.cpu', 2.97 + 0.2, '3.17'], // which is 3.1700000000000004
  ['requests.cpu', 0.001, '0.001'],
  ['requests.memory', 1.81 * 2 ** 30, '1.81Gi'],
  ['pods', 12, '12'],
])('%s of %d is %s', (resource, amount, text) => {
  expect(amountText(resource, amount)).toBe(text)
})
