import { describe, expect, it } from 'vitest'
import { explainValue, type Explanation } from '../../../src/chart/explain/explain-value.ts'
import { layeredValues } from '../../../src/chart/layered-values.ts'
import { formatPath } from '../../../src/helm/yaml/yaml-path.ts'
import { plan, projectDirectory } from '../../default-project.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const release = { name: 'shop', namespace: 'ecommerce' }

function explain(path: string, ...files: readonly string[]): readonly Explanation[] {
  const folder = temporaryFolder(Object.fromEntries(files.map((text, n) => [`${n}.yaml`, text])))
  const paths = files.map((_, n) => `${folder}/${n}.yaml`)
  return explainValue(path, plan, layeredValues(plan, projectDirectory, paths), release)
}

/** Where a value is set, the strongest first: file, line and value. */
function sourcesOf(path: string, ...files: readonly string[]): readonly unknown[] {
  const [explanation] = explain(path, ...files)
  return (explanation?.sources ?? []).map(({ place, value }) => {
    const { file, line } = place && 'file' in place ? place : {}
    return [
      file
        ?.split('/')
        .slice(-2)
        .join('/')
        .replace(/^.*\/(\d)/, '$1'),
      line,
      value,
    ]
  })
}

describe('where a value is set', () => {
  it('is the last file, over the files before, over the default', () => {
    const files = ['orders:\n  replicas: 4\n', 'users: {}\n', 'orders:\n\n  replicas: 5\n']
    const [last, first, standard] = sourcesOf('orders.replicas', ...files)
    expect([last, first]).toEqual([
      ['2.yaml', 3, 5],
      ['0.yaml', 2, 4],
    ])
    expect(standard).toEqual(['orders/values.yaml', expect.any(Number), 1])
  })

  it('is the umbrella’s values.yaml for a default that the model sets', () => {
    expect(sourcesOf('orders.image.repository')).toEqual([
      ['chart/values.yaml', expect.any(Number), 'ecommerce/orders'],
    ])
  })

  it('is the global value for what Helm copies into a component', () => {
    const file = 'global:\n  imageRegistry: mirror\n'
    const [copy] = explain('orders.global.imageRegistry', file)
    expect(copy).toMatchObject({ copyOf: ['global', 'imageRegistry'], value: 'mirror' })
    expect(sourcesOf('orders.global.imageRegistry', file)[0]).toEqual(['0.yaml', 2, 'mirror'])
  })

  it('is nowhere after a null took the default away', () => {
    const [value] = explain('orders.replicas', 'orders:\n  replicas: null\n')
    expect(value?.value).toBeUndefined()
  })
})

describe('which value is meant', () => {
  it.each([
    ['resourceQuota.hard.requests.cpu', 'resourceQuota.hard["requests.cpu"]'],
    ['resourceQuota.hard["requests.cpu"]', 'resourceQuota.hard["requests.cpu"]'],
    ['orders.config.NOT_SET', 'orders.config.NOT_SET'],
    ['gateway.trustedProxies[0]', 'gateway.trustedProxies[0]'],
  ])('%s', (path, meant) => {
    expect(explain(path).map((one) => formatPath(one.path))).toEqual([meant])
  })

  it('of a map, every value below it', () => {
    const all = explain('orders.image').map((one) => formatPath(one.path))
    expect(all).toEqual(
      ['registry', 'repository', 'tag', 'digest', 'pullPolicy'].map((key) => `orders.image.${key}`),
    )
  })

  it.each([
    ['orders.replica', 'did you mean orders.replicas?'],
    ['order.replicas', 'did you mean orders?'],
    ['orders.replicas.most', 'orders.replicas has no keys'],
    ['nothing', 'the keys of the values are resourceQuota, '],
    ['orders..replicas', 'write keys with dots between them'],
  ])('not %s', (path, hint) => {
    expect(() => explain(path)).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ hint: expect.stringContaining(hint) as unknown })],
      }),
    )
  })
})
