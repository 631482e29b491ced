import { describe, expect, test } from 'vitest'
import {
  formatVersion,
  isAtLeast,
  parseVersion,
  type Version,
} from '../../../src/verify/tools/version.ts'

describe('parseVersion', () => {
  test.each([
    ['v3.22.0', [3, 22, 0]],
    ['v4.3.1+g0b5f4ba', [4, 3, 1]],
    ['v3.22', [3, 22, 0]],
    ['go version go1.26.8 linux/amd64', [1, 26, 8]],
    ['development', undefined],
    ['', undefined],
  ])('%j', (text, version) => expect(parseVersion(text)).toEqual(version))
})

test('formatVersion writes all three parts', () => {
  expect(formatVersion([3, 22, 0])).toBe('3.22.0')
})

describe('isAtLeast', () => {
  test.each([
    [[3, 18, 6], [3, 18, 6], true],
    [[3, 18, 5], [3, 18, 6], false],
    [[3, 9, 9], [3, 18, 6], false],
    [[4, 0, 0], [3, 18, 6], true],
    [[3, 19, 0], [3, 18, 6], true],
  ] as readonly [Version, Version, boolean][])('%j and %j', (version, floor, expected) => {
    expect(isAtLeast(version, floor)).toBe(expected)
  })
})
