import { expect, it } from 'vitest'
import { editorHints } from '../../src/schema/editor-hints.ts'
import type { Schema } from '../../src/schema/schema.ts'

it('takes away the default of a map that is empty, however deep, and no other', () => {
  const map: Schema = { type: 'object', additionalProperties: { type: 'string' } }
  const full: Schema = { ...map, default: { a: 'b' } }
  const list: Schema = { type: 'array', default: [] }
  const inner: Schema = { type: 'object', properties: { map: { ...map, default: {} }, full, list } }
  expect(editorHints({ type: 'object', properties: { inner, list } })).toEqual({
    type: 'object',
    properties: { inner: { type: 'object', properties: { map, full, list } }, list },
  })
})
