import { expect, test } from 'vitest'
import { fieldAt, fieldText, ownedFields } from '../../../src/verify/upgrade/field-path.ts'

const owned = {
  'f:metadata': { 'f:labels': { '.': {} }, 'f:annotations': { '.': {}, 'f:example.com/note': {} } },
  'f:spec': {
    'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:name': {} } },
    'f:externalIPs': { 'v:"192.0.2.1"': {} },
    'f:selector': {},
  },
}

test('the fields of a manager are its leaves, and the items that it added', () => {
  expect(ownedFields(owned).map(fieldText)).toEqual([
    'metadata.annotations["example.com/note"]',
    'spec.ports[port=80]',
    'spec.ports[port=80].name',
    'spec.externalIPs["192.0.2.1"]',
    'spec.selector',
  ])
})

test('a field is found by the keys of its items, the default protocol included', () => {
  const object = {
    metadata: { annotations: { 'example.com/note': 'a' } },
    spec: { ports: [{ port: 80, name: 'http' }], externalIPs: ['192.0.2.1'], selector: { a: 'b' } },
  }
  expect(ownedFields(owned).map((path) => fieldAt(object, path))).toEqual([
    'a',
    { port: 80, name: 'http' },
    'http',
    '192.0.2.1',
    { a: 'b' },
  ])
  expect(ownedFields(owned).map((path) => fieldAt({}, path))).toEqual(Array(5).fill(undefined))
})
