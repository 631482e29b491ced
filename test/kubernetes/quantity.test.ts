import { describe, expect, test } from 'vitest'
import { parseQuantity } from '../../src/kubernetes/pod/quantity.ts'

describe('parseQuantity', () => {
  test.each([
    [2, 2],
    ['0.5', 0.5],
    ['250m', 0.25],
    ['1100m', 1.1],
    ['1k', 1000],
    ['1Ki', 1024],
    ['1.5Gi', 1610612736],
    ['1e3', 1000],
    ['12E', 12e18],
    ['-1', -1],
    ['256mb', undefined],
    ['Gi', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is %j', (quantity, expected) => expect(parseQuantity(quantity)).toBe(expected))
})
