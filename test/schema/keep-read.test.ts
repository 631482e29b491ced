import { describe, expect, it } from 'vitest'
import { keepRead } from '../../src/schema/keep-read.ts'
import { leavesOf } from '../../src/schema/leaves.ts'
import type { Schema } from '../../src/schema/schema.ts'

const leaf: Schema = { type: 'string', default: '' }
const schema: Schema = {
  type: 'object',
  properties: {
    registry: leaf,
    registryMirror: leaf,
    labels: { type: 'object', additionalProperties: leaf, default: {} },
    secrets: {
      type: 'object',
      properties: { provider: leaf, store: { type: 'object', properties: { name: leaf } } },
    },
  },
}

describe('keepRead', () => {
  it.each([
    ['a leaf', ['registry'], ['registry']],
    ['a leaf at depth', ['secrets.store.name'], ['secrets.store.name']],
    ['an object as a whole', ['secrets'], ['secrets.provider', 'secrets.store.name']],
    ['one key of a map of any keys', ['labels.team'], ['labels']],
    ['a key that the schema lacks', ['nothing'], []],
    ['nothing', [], []],
  ])('keeps what is read: %s', (_, read, kept) => {
    expect(leavesOf(keepRead(schema, read)).map(({ path }) => path.join('.'))).toEqual(kept)
  })
})
