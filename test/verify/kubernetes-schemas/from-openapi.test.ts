import { expect, test } from 'vitest'
import { fromOpenApi } from '../../../scripts/kubernetes-schemas/from-openapi.ts'

const widget = { group: 'apps.example.com', version: 'v1', kind: 'Widget' }
const review = { group: '', version: 'v1', kind: 'Review' }
const draft = { ...widget, version: 'v1alpha1' }

test('kinds that a cluster stores become files, with the definitions that they need', () => {
  const files = fromOpenApi({
    definitions: {
      'example.Widget': {
        properties: { size: { $ref: '#/definitions/example.resource.Quantity' } },
        'x-kubernetes-group-version-kind': [widget],
      },
      'example.Review': { 'x-kubernetes-group-version-kind': [review] },
      'example.Draft': { 'x-kubernetes-group-version-kind': [draft] },
      'example.Other': { type: 'string' },
      'example.resource.Quantity': { type: 'string' },
    },
    paths: {
      '/widgets': { post: operation('post', widget), get: operation('list', widget) },
      '/reviews': { post: operation('post', review) },
      '/drafts': { post: operation('post', draft), get: operation('list', draft) },
    },
  })
  expect([...files.keys()]).toEqual(['widget-apps-v1.json'])
  expect(files.get('widget-apps-v1.json')).toMatchObject({
    $ref: '#/definitions/example.Widget',
    definitions: {
      'example.Widget': { additionalProperties: false },
      'example.resource.Quantity': { type: ['string', 'number'] },
    },
  })
})

function operation(action: string, kind: typeof widget): object {
  return { 'x-kubernetes-action': action, 'x-kubernetes-group-version-kind': kind }
}
