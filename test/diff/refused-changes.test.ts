import { describe, expect, it } from 'vitest'
import { objectChanges } from '../../src/diff/object-changes.ts'
import { immutableFields, refusedChanges } from '../../src/diff/refused-changes.ts'

interface Fields {
  readonly [key: string]: unknown
}

function refused(from: readonly Fields[], to: readonly Fields[]): readonly string[] {
  return refusedChanges(objectChanges(from, to), from).map(({ code, path }) => `${code} ${path}`)
}

function object(kind: string, fields: Fields, annotations: Fields = {}): Fields {
  return { apiVersion: 'v1', kind, metadata: { name: 'shop', annotations }, ...fields }
}

/** An object with something at a dotted path. */
function withField(kind: string, path: string, content: unknown): Fields {
  const fields = path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), content)
  return object(kind, fields as Fields) // a path has at least one key
}

const all = Object.entries(immutableFields).flatMap(([kind, paths]) =>
  paths.map((path) => [kind, path] as const),
)

describe.each(all)('%s %s', (kind, path) => {
  it('cannot change, appear or go', () => {
    const [one, other, without] = [
      withField(kind, path, { a: 1 }),
      withField(kind, path, { a: 2 }),
      object(kind, { spec: {} }),
    ]
    const expected = [`immutable-field ${kind}/shop ${path}`]
    expect(refused([one], [other])).toEqual(expected)
    expect(refused([without], [one])).toEqual(expected)
    expect(refused([one], [without])).toEqual(expected)
  })

  it('may be what it is in a new object, and in a hook, which Helm makes anew', () => {
    const hook = { 'helm.sh/hook': 'pre-upgrade' }
    const [from, to] = [1, 2].map((a) => ({
      ...withField(kind, path, { a }),
      ...object(kind, {}, hook),
    }))
    expect(refused([], [withField(kind, path, { a: 1 })])).toEqual([])
    expect(refused([from ?? {}], [to ?? {}])).toEqual([])
  })
})

describe('a claim', () => {
  const claim = (storage: string, rest: Fields = {}): Fields =>
    object('PersistentVolumeClaim', { spec: { resources: { requests: { storage } }, ...rest } })

  it('may grow, and not shrink', () => {
    expect(refused([claim('900Mi')], [claim('1Gi')])).toEqual([])
    expect(refused([claim('1Gi')], [claim('900Mi')])).toEqual([
      'immutable-field PersistentVolumeClaim/shop spec',
    ])
  })

  it('cannot change its class while it grows', () => {
    const [from, to] = [claim('1Gi'), claim('2Gi', { storageClassName: 'fast' })]
    expect(refused([from], [to])).toEqual(['immutable-field PersistentVolumeClaim/shop spec'])
  })

  it('takes its data with it, unless Helm keeps it', () => {
    const kept = object('PersistentVolumeClaim', {}, { 'helm.sh/resource-policy': 'keep' })
    expect(refused([claim('1Gi')], [])).toEqual(['claim-removed PersistentVolumeClaim/shop'])
    expect(refused([kept], [])).toEqual([])
  })
})

it('a frozen ConfigMap cannot change its data', () => {
  const map = (a: string): Fields => object('ConfigMap', { immutable: true, data: { a } })
  expect(refused([map('1')], [map('2')])).toEqual(['immutable-field ConfigMap/shop data'])
})

it('what may change does', () => {
  const [from, to] = [1, 2].map((replicas) => object('Deployment', { spec: { replicas } }))
  expect(refused([from ?? {}], [to ?? {}])).toEqual([])
})
