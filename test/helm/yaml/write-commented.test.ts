import { expect, test } from 'vitest'
import { parseDocuments } from '../../../src/helm/yaml/parse.ts'
import { writeCommented } from '../../../src/helm/yaml/write-commented.ts'

test('a documented file', () => {
  const text = writeCommented(
    [
      {
        key: 'global',
        comment: 'What all components share',
        entries: [
          { key: 'imageRegistry', comment: 'A registry before every image', value: '' },
          { key: 'labels', comment: 'Added to every object.\nNever to a selector.', value: {} },
          { key: 'secrets', entries: [{ key: 'provider', value: 'existing' }] },
        ],
      },
      { key: 'orders', value: { replicas: 3, env: { LOG_LEVEL: 'info' } } },
      { key: 'none', entries: [] },
    ],
    ['yaml-language-server: $schema=values.schema.json', 'Generated.'],
  )
  expect(text).toBe(`\
# yaml-language-server: $schema=values.schema.json
# Generated.

# -- What all components share
global:
  # -- A registry before every image
  imageRegistry: ""
  # -- Added to every object.
  # Never to a selector.
  labels: {}
  secrets:
    provider: existing

orders:
  replicas: 3
  env:
    LOG_LEVEL: info

none: {}
`)
})

test('a long comment is broken at blanks, before column 100', () => {
  const comment = `${'word '.repeat(30)}${'x'.repeat(120)} end`
  const text = writeCommented([{ key: 'a', entries: [{ key: 'b', comment, value: 1 }] }])
  expect(text).toBe(`\
a:
  # -- word word word word word word word word word word word word word word word word word word
  # word word word word word word word word word word word word
  # ${'x'.repeat(120)}
  # end
  b: 1
`)
})

test('no character of a comment ends it early', () => {
  const text = writeCommented([{ key: 'a', comment: 'x\u2028b: 1\u0085c: 2\rd: 3\0', value: 1 }])
  expect(text).toBe('# -- x b: 1 c: 2 d: 3\na: 1\n')
})

test('no entries are an empty map', () => {
  expect(writeCommented([], ['Nothing changes.'])).toBe('# Nothing changes.\n{}\n')
  expect(parseDocuments(writeCommented([]))).toEqual([{}])
})
