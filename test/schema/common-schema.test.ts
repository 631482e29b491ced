import { expect, it } from 'vitest'
import { commonSchema } from '../../src/schema/common-schema.ts'
import { withDefaults } from '../../src/values/defaults.ts'
import type { Schema } from '../../src/schema/schema.ts'

const schema: Schema = {
  type: 'object',
  properties: {
    replicas: { type: 'integer', default: 1 },
    image: {
      type: 'object',
      properties: {
        repository: { type: 'string', default: 'app' },
        tag: { type: 'string', default: '1' },
      },
    },
  },
}

it('keeps the defaults on which all agree, and has none where they differ', () => {
  const orders = withDefaults(schema, { replicas: 3, image: { repository: 'orders' } })
  const users = withDefaults(schema, { replicas: 3, image: { repository: 'users' } })
  expect(commonSchema([orders, users])).toEqual({
    type: 'object',
    properties: {
      replicas: { type: 'integer', default: 3 },
      image: {
        type: 'object',
        properties: { repository: { type: 'string' }, tag: { type: 'string', default: '1' } },
      },
    },
  })
})

it('is the schema itself where there is but one', () => {
  expect(commonSchema([schema])).toBe(schema)
})
