import { expect, test } from 'vitest'
import { formatJson } from '../../../src/verify/format/format-json.ts'
import { good, mixed, upgraded } from './report-fixture.ts'

test('the report as it is, with the verdict', () => {
  expect(JSON.parse(formatJson(good))).toEqual({ verified: true, ...good })
  expect(JSON.parse(formatJson(mixed))).toEqual({ verified: false, ...mixed })
})

test('warnings are no reason to fail', () => {
  const warned = { ...mixed, runs: mixed.runs.filter(({ profile }) => profile === 'defaults') }
  expect(JSON.parse(formatJson(warned))).toMatchObject({ verified: true })
})

test('an upgrade that stops half-way is a reason to fail', () => {
  expect(JSON.parse(formatJson(upgraded))).toEqual({ verified: false, ...upgraded })
})
