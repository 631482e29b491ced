import { expect, test } from 'vitest'
import { fromCrd } from '../../../scripts/kubernetes-schemas/from-crd.ts'

test('each served version becomes a file in the folder of its group', () => {
  const openAPIV3Schema = { type: 'object', properties: { spec: { type: 'object' } } }
  const files = fromCrd({
    spec: {
      group: 'example.com',
      names: { kind: 'Widget' },
      versions: [
        { name: 'v1', served: true, schema: { openAPIV3Schema } },
        { name: 'v1beta1', served: false, schema: { openAPIV3Schema } },
      ],
    },
  })
  expect(Object.fromEntries(files)).toEqual({
    'example.com/widget_v1.json': { ...openAPIV3Schema, additionalProperties: false },
  })
})
