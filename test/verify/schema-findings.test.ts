import { describe, expect, test } from 'vitest'
import { schemaFindings } from '../../src/verify/schema-findings.ts'

describe('schemaFindings', () => {
  test('reads one finding a line, sorted, as Helm writes them', () => {
    const said = `
- at '/orders/replicas': got string, want integer
- at '/cart': additional properties 'replica' not allowed
- at '/orders/hosts/0': 'x' does not match pattern '^[a-z]+$'`
    expect(schemaFindings(said)).toEqual([
      { path: 'cart', message: "additional properties 'replica' not allowed" },
      { path: 'orders.hosts[0]', message: "'x' does not match pattern '^[a-z]+$'" },
      { path: 'orders.replicas', message: 'got string, want integer' },
    ])
  })

  test('reads them on one line, as kubeconform writes them, and keeps the causes only', () => {
    const said =
      "problem validating schema. Check JSON formatting: jsonschema validation failed with 'file:///a.json#' - at '': validation failed   - at '/spec': validation failed     - at '/spec/replicas': got string, want integer     - at '/spec/paused': got number, want boolean   - at '/metadata/labels/a': got number, want string"
    expect(schemaFindings(said)).toEqual([
      { path: 'metadata.labels.a', message: 'got number, want string' },
      { path: 'spec.paused', message: 'got number, want boolean' },
      { path: 'spec.replicas', message: 'got string, want integer' },
    ])
  })

  test('decodes JSON pointers', () => {
    const said = "- at '/metadata/annotations/helm.sh~1hook': got number, want string"
    expect(schemaFindings(said)).toEqual([
      { path: 'metadata.annotations["helm.sh/hook"]', message: 'got number, want string' },
    ])
  })

  test('finds nothing in other texts', () => {
    expect(schemaFindings('error while parsing: missing apiVersion key')).toEqual([])
  })
})
