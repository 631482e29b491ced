import { expect, it } from 'vitest'
import type { Schema } from '../../src/schema/schema.ts'
import { valueRows } from '../../src/values/value-table.ts'

const schema: Schema = {
  type: 'object',
  properties: {
    enabled: { description: 'Whether to install it', type: 'boolean', default: true },
    limits: {
      description: 'Limits',
      type: 'object',
      properties: {
        cpu: { description: 'Most CPU', type: ['string', 'number'], default: '' },
        pods: { description: 'Most pods', type: 'integer', default: 3 },
      },
    },
    clients: {
      type: 'object',
      properties: { 'a.b': { description: 'Labels of a.b', type: 'object', default: { x: '1' } } },
    },
    hosts: { description: 'Hosts', type: 'array', default: [] },
  },
}

it('has a row for each leaf, with the types that helm-docs names and the default as JSON', () => {
  const rows = valueRows(schema, ['orders']).map((row) => [
    row.key,
    row.type,
    row.default,
    row.description,
  ])
  expect(rows).toEqual([
    ['orders.enabled', 'bool', 'true', 'Whether to install it'],
    ['orders.limits.cpu', 'string or float', '""', 'Most CPU'],
    ['orders.limits.pods', 'int', '3', 'Most pods'],
    ['orders.clients."a.b"', 'object', '{"x":"1"}', 'Labels of a.b'],
    ['orders.hosts', 'list', '[]', 'Hosts'],
  ])
})
