import { expect, it } from 'vitest'
import { chartState } from '../../src/diff/chart-state.ts'
import { compareStates } from '../../src/diff/compare-states.ts'
import { settled } from '../../src/diff/random-fields.ts'
import { newestHelm } from '../helm.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const chart = (port: number): string =>
  temporaryFolder({
    'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'templates/all.yaml': `apiVersion: v1
kind: Secret
metadata: { name: shop }
stringData: { password: {{ randAlphaNum 20 | quote }} }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: shop }
data:
  shop.conf: |
    port = ${port}
    id = {{ uuidv4 }}
---
apiVersion: batch/v1
kind: Job
metadata: { name: "setup-{{ randAlpha 8 | lower }}" }
`,
  })

it('what a chart makes up is told, and is no difference', async () => {
  const one = chart(1)
  const states = await Promise.all(
    [one, one, chart(2)].map((each) => chartState(each, [], newestHelm())),
  )
  const [first, again, other] = states
  if (!first || !again || !other) throw new Error('there are three')
  const { values, objects, breaking, notCompared, random } = compareStates(first, again)
  expect({ values, objects, breaking, notCompared }).toEqual({
    values: [],
    objects: [],
    breaking: [],
    notCompared: [],
  })
  expect(random.filter((place) => !place.startsWith('Job/'))).toEqual([
    'Secret/shop stringData.password',
    'ConfigMap/shop data["shop.conf"]',
  ])
  expect(random.filter((place) => place.startsWith('Job/setup-')).length).toBeGreaterThan(0)
  expect(compareStates(first, other).objects).toMatchObject([
    { kind: 'ConfigMap', fields: [{ path: ['data', 'shop.conf'] }] },
  ])
})

it('what is random in a list, by name or by place, is no difference there', () => {
  const object = (value: string): object => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'main', args: ['--id', value], env: [{ name: 'A', value }] }] },
  })
  const [left, right] = [
    settled([object('x')], [object('y')]),
    settled([object('z')], [object('w')]),
  ]
  expect(left.objects).toEqual(right.objects)
  expect(JSON.stringify(left.objects)).not.toMatch(/"[xyzw]"/)
})
