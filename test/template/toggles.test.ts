import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import { describe, expect, test } from 'vitest'
import { evaluateDocuments } from '../../src/template/evaluate/evaluate.ts'
import { at, eq, release, text } from '../../src/template/node/expression.ts'
import { printDocuments } from '../../src/template/print/print.ts'
import { scope } from '../../src/template/node/scope.ts'
import { mapping, when as whenever } from '../../src/template/node/structure.ts'
import type { Templated } from '../../src/template/node/templated.ts'
import { parseDocuments } from '../../src/helm/yaml/parse.ts'
import { helms } from '../helm.ts'
import { chart, release as probe, renderChart } from '../property/template-chart.ts'
import { schema, type Values } from './printed.ts'

/** Each switch, off and on. */
const switches: readonly (readonly [Partial<Values>, Partial<Values>])[] = [
  [{ enabled: false }, { enabled: true }],
  [{ mode: 'one' }, { mode: 'many' }],
  [{ host: '' }, { host: 'spot' }],
  [{ labels: {} }, { labels: { team: 'shop', no: '0755' } }],
  [{ 'extra-env': {} }, { 'extra-env': { A: '12:30', B: '{{ x }}\n' } }],
  [{ volumes: {} }, { volumes: { data: { size: '1Gi', gigabytes: 1 } } }],
  [{ sidecars: {} }, { sidecars: { log: { image: 'log', args: ['-v'] } } }],
]

const rest: Omit<
  Values,
  'enabled' | 'mode' | 'host' | 'labels' | 'extra-env' | 'volumes' | 'sidecars'
> = {
  replicas: 10_000_000,
  ratio: 0.5,
  maxSurge: 1,
  image: { repository: 'shop/orders', tag: '1e3' },
  tolerations: [],
  ports: [],
  hosts: [],
  notes: '',
}

/** Values for every combination of the switches, by name. */
const combinations = Object.fromEntries(
  Array.from({ length: 2 ** switches.length }, (_, bits) => {
    const chosen = switches.map(([off, on], i) => ((bits >> i) & 1 ? on : off))
    return [`on-${bits}`, { ...rest, ...Object.assign({}, ...chosen) } as Values] // every switch is set
  }),
)

/** A Deployment that reads the values of one combination. */
function deployment(name: string): Templated<IDeployment> {
  const { value, when, unless, optional, each } = scope<Readonly<Record<string, Values>>>()
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: text`${release.name}-orders`, labels: value(`${name}.labels`) },
    spec: {
      replicas: unless(`${name}.enabled`, value(`${name}.replicas`)),
      strategy: whenever(
        eq(value(`${name}.mode`), 'one'),
        { type: 'Recreate' },
        { type: 'RollingUpdate', rollingUpdate: { maxSurge: value(`${name}.maxSurge`) } },
      ),
      selector: {},
      template: {
        metadata: {
          annotations: mapping(
            when(`${name}.enabled`, { scaled: 'true' }),
            value(`${name}.labels`),
          ),
        },
        spec: {
          priorityClassName: optional(`${name}.host`),
          containers: [
            {
              name: 'app',
              image: text`${value(`${name}.image.repository`)}:${value(`${name}.image.tag`)}`,
              env: [
                each(`${name}.extra-env`, (variable, key) => ({ name: key, value: variable })),
                whenever(eq(value(`${name}.mode`), 'many'), { name: 'MODE', value: 'many' }),
              ],
            },
            each(`${name}.sidecars`, (body, key) => mapping({ name: key }, body)),
          ],
          volumes: [
            each(`${name}.volumes`, (volume, key) => ({
              name: key,
              emptyDir: { sizeLimit: at(volume, 'size') },
            })),
          ],
        },
      },
    },
  }
}

const names = Object.keys(combinations)
const types = {
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, schema])),
}
const files = Object.fromEntries(
  names.map((name) => [`${name}.yaml`, printDocuments([deployment(name)], types)]),
)

describe.each(helms)('Helm $version', (helm) => {
  test('every combination of switches renders what evaluate computes', async () => {
    const [rendered = {}] = await renderChart(helm, files, [combinations])
    for (const name of names) {
      const input = { values: combinations, schema: types, release: probe, chart }
      const expected = evaluateDocuments([deployment(name)], input)
      expect(parseDocuments(rendered[`${name}.yaml`] ?? ''), name).toEqual(expected)
    }
  })
})
