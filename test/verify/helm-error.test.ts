import { describe, expect, test } from 'vitest'
import { helmProblems } from '../../src/verify/helm-error.ts'

const noise = '\n\nUse --debug flag to render out invalid YAML'

describe('what Helm says becomes problems', () => {
  test('a check in a template that fails', () => {
    const said = `Error: execution error at (shop/templates/checks.yaml:5:8): orders uses postgresql, which is disabled\nset postgresql.enabled${noise}`
    expect(helmProblems(said, 'shop')).toEqual([
      {
        code: 'template-refuses',
        path: 'shop/templates/checks.yaml',
        file: 'shop/templates/checks.yaml',
        line: 5,
        column: 8,
        message: 'orders uses postgresql, which is disabled\nset postgresql.enabled',
      },
    ])
  })

  test.each([
    [
      'Helm 3',
      'Error: template: shop/templates/a.yaml:5:15: executing "shop/templates/a.yaml" at <.Values.x.y>: nil pointer evaluating interface {}.y',
    ],
    [
      'Helm 4',
      'Error: shop/templates/a.yaml:5:15\n  executing "shop/templates/a.yaml" at <.Values.x.y>:\n    nil pointer evaluating interface {}.y',
    ],
  ])('a template that does not execute in %s', (_, said) => {
    expect(helmProblems(said + noise, 'shop')).toEqual([
      {
        code: 'template-error',
        path: 'shop/templates/a.yaml',
        file: 'shop/templates/a.yaml',
        line: 5,
        column: 15,
        message: '<.Values.x.y>: nil pointer evaluating interface {}.y',
      },
    ])
  })

  test('a template that does not parse', () => {
    const said = `Error: parse error at (shop/templates/a.yaml:6): unclosed action started at shop/templates/a.yaml:5${noise}`
    expect(helmProblems(said, 'shop')).toEqual([
      {
        code: 'template-syntax',
        path: 'shop/templates/a.yaml',
        file: 'shop/templates/a.yaml',
        line: 6,
        message: 'unclosed action started at shop/templates/a.yaml:5',
      },
    ])
  })

  test('a template that renders no YAML', () => {
    const said = `Error: YAML parse error on shop/templates/a.yaml: error converting YAML to JSON: yaml: line 7: found unexpected end of stream${noise}`
    expect(helmProblems(said, 'shop')).toEqual([
      {
        code: 'rendered-yaml',
        path: 'shop/templates/a.yaml',
        file: 'shop/templates/a.yaml',
        message: 'does not render YAML: found unexpected end of stream',
        hint: 'see line 7 of what it renders',
      },
    ])
  })

  test('values that the schemas of the chart and of a subchart refuse', () => {
    const said = `Error: values don't meet the specifications of the schema(s) in the following chart(s):
shop:
- at '/cart/replicas': got string, want integer
- at '/cart': additional properties 'replica' not allowed
orders:
- at '/port': maximum: got 80,000, want 65,535
- at '': missing property 'image'
`
    expect(helmProblems(said, 'shop')).toEqual([
      {
        code: 'values-schema',
        path: 'cart',
        message: "additional properties 'replica' not allowed",
      },
      {
        code: 'values-schema',
        path: 'cart.replicas',
        message: 'got string, want integer',
      },
      { code: 'values-schema', path: 'orders', message: "missing property 'image'" },
      {
        code: 'values-schema',
        path: 'orders.port',
        message: 'maximum: got 80,000, want 65,535',
      },
    ])
  })

  test.each([
    ['Helm 3', ''],
    ['Helm 4', 'cannot unmarshal yaml document: '],
  ])('a values file that is no YAML in %s', (_, words) => {
    const said = `Error: failed to parse values-prod.yaml: ${words}error converting YAML to JSON: yaml: line 3: did not find expected node content`
    expect(helmProblems(said, 'shop')).toEqual([
      {
        code: 'values-file',
        path: 'values-prod.yaml',
        file: 'values-prod.yaml',
        line: 3,
        message: 'did not find expected node content',
      },
    ])
  })

  test('a Kubernetes that the chart leaves out', () => {
    const said = `Error: chart requires kubeVersion: >=1.30.0-0 which is incompatible with Kubernetes v1.29.6${noise}`
    expect(helmProblems(said, 'shop')).toEqual([
      {
        code: 'kubernetes-refused',
        path: 'Chart.yaml kubeVersion',
        message: '>=1.30.0-0 leaves out Kubernetes v1.29.6',
        hint: 'widen kubeVersion, or verify for other versions of Kubernetes',
      },
    ])
  })

  test('anything else, on one line', () => {
    expect(helmProblems('Error: something\n  new', 'shop')).toEqual([
      { code: 'helm-error', path: 'helm', message: 'something new' },
    ])
  })
})
