import { describe, expect, test } from 'vitest'
import { evaluateDocuments, type RenderInput } from '../../../src/template/evaluate/evaluate.ts'
import { failures } from '../../../src/template/evaluate/failures.ts'
import {
  add,
  and,
  at,
  choose,
  eq,
  fail,
  hasKey,
  not,
  omit,
  required,
  sha256,
  templateFile,
  text,
  truncate,
} from '../../../src/template/node/expression.ts'
import {
  block,
  each,
  entries,
  include,
  mapHelper,
  mapping,
  paragraph,
  parametricHelper,
  parametricMapHelper,
  when,
} from '../../../src/template/node/structure.ts'
import type { Expr } from '../../../src/template/node/templated.ts'
import { schema, type Values, values } from '../printed.ts'

const { value, optional, each: eachValue } = values

const given: Values = {
  replicas: 3,
  ratio: 0.5,
  maxSurge: '25%',
  host: 'example.com',
  enabled: false,
  mode: 'one',
  image: { repository: 'shop/orders', tag: '' },
  labels: { b: '2', a: '1', B: '0' },
  tolerations: [],
  volumes: { data: { size: '1Gi', gigabytes: 1 } },
  sidecars: {},
  ports: [80, 443],
  hosts: [],
  notes: 'one\n\n  two\n',
  'extra-env': {},
}

const input: RenderInput = {
  values: { ...given },
  schema,
  release: { name: 'shop', namespace: 'sales' },
  chart: { name: 'orders', version: '1.2.3', appVersion: '4.5.6' },
}

/** What a field becomes. */
function evaluated(field: unknown): unknown {
  const [document] = evaluateDocuments([{ field, kind: 'Test' }], input)
  return (document as { readonly field?: unknown }).field
}

describe('a map or a list', () => {
  test('loses what is not there', () => {
    expect(
      evaluated({
        a: when(value('enabled'), 1),
        b: [2, when(value('enabled'), 3)],
        c: optional('image.tag'),
      }),
    ).toEqual({ b: [2] })
  })

  test('is not there when nothing is left of it', () => {
    expect(
      evaluated({ a: { b: when(value('enabled'), 1) }, c: value('sidecars'), d: [value('hosts')] }),
    ).toEqual({ d: [[]] })
  })

  test('stays when it is empty in the model', () => {
    expect(evaluated({ a: {}, b: [] })).toEqual({ a: {}, b: [] })
  })

  test('is null when a loop leaves out all of its entries', () => {
    expect(evaluated([eachValue('ports', (port) => when(eq(port, 1), port))])).toBeNull()
  })

  test('has the entries of maps in the order of their keys', () => {
    expect(evaluated([eachValue('labels', (label, name) => text`${name}=${label}`)])).toEqual([
      'B=0',
      'a=1',
      'b=2',
    ])
  })

  test('takes its parts from the values, the last one winning', () => {
    const part = mapping<Readonly<Record<string, string>>>(
      { a: 'x', z: 'y' },
      value('labels'),
      entries(value('labels'), (label, name) => [text`l-${name}`, label]),
    )
    expect(evaluated(part)).toEqual({
      a: '1',
      z: 'y',
      b: '2',
      B: '0',
      'l-a': '1',
      'l-b': '2',
      'l-B': '0',
    })
  })
})

test('a block has the lines of its branches, loops and paragraphs', () => {
  const conf = block`
    a ${value('ratio')}
      ${paragraph(value('notes'))}
    ${eachValue('ports', (port, i) => block`${i}:${port}`)}

    ${when(value('enabled'), block`on`, block`off`)}

  `
  expect(evaluated(conf)).toBe('a 0.5\n  one\n  \n    two\n0:80\n1:443\noff\n')
})

test('helpers see their arguments, and no loop around them', () => {
  const port = parametricHelper<{ of: number }>(
    'x.port',
    '',
    { of: { type: 'integer' } },
    ({ of }) => text`${value('host')}:${of}`,
  )
  const labels = mapHelper<object>('x.labels', '', { a: 1, b: when(value('enabled'), 2) })
  expect(
    evaluated([
      eachValue('ports', (of) => ({ port: include(port, { of }), labels: include(labels) })),
    ]),
  ).toEqual([
    { port: 'example.com:80', labels: { a: 1 } },
    { port: 'example.com:443', labels: { a: 1 } },
  ])
})

test('a helper gives a map by its arguments, and maps lose keys', () => {
  type Image = Values['image']
  const schemaOf = { image: { type: 'object' } } as const
  const helper = parametricMapHelper<{ image: Image }, object>('x.image', '', schemaOf, (args) =>
    mapping<object>(omit(args.image, 'tag'), when(hasKey(args.image, 'tag'), { tagged: true })),
  )
  expect(evaluated(mapping<object>({ a: 1 }, include(helper, { image: value('image') })))).toEqual({
    a: 1,
    repository: 'shop/orders',
    tagged: true,
  })
})

test('a digest stands for one, since only Helm has the text', () => {
  expect(evaluated(text`job-${truncate(8, sha256(templateFile('job.yaml')))}`)).toBe('job-<sha256>')
})

describe('and, or and choose', () => {
  test('compute no more than templates do', () => {
    expect(evaluated(and(value('enabled'), required('set it', value('image.tag'))))).toBe(false)
  })

  test('choose by what is empty', () => {
    expect(evaluated(choose(value('sidecars'), 'some', 'none'))).toBe('none')
    expect(evaluated(add(choose<number>(not(value('hosts')), 1, 2), value('replicas')))).toBe(4)
  })
})

describe('the chart fails', () => {
  const check = when(not(value('enabled')), fail('enable it'))

  test('while a document is evaluated', () => {
    expect(() => evaluated(required('set the tag', value('image.tag')))).toThrow('set the tag')
    expect(() => evaluateDocuments([check], input)).toThrow('enable it')
  })

  test('for each document by itself', () => {
    const documents = [check, { kind: 'A' }, { tag: required('set the tag', value('image.tag')) }]
    expect(failures(documents, input)).toEqual(['enable it', 'set the tag'])
  })
})

describe('what breaks a template breaks its evaluation', () => {
  const missing = value('labels.x' as never) as Expr<{ readonly y: string }>

  test.each<[string, unknown]>([
    ['nil pointer evaluating .y', at(missing, 'y')],
    ['a missing value stands in a text', text`a${missing as never}`],
    ['range cannot run over example.com', [each(value('host') as never, () => 1)]],
    ['a value breaks this line, so it needs paragraph()', block`a ${value('notes')}`],
  ])('%s', (message, field) => {
    expect(() => evaluated(field)).toThrow(message)
  })
})
