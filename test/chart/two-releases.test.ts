import { expect, test } from 'vitest'
import { chartFailures, evaluateChart } from '../../src/chart/evaluate-chart.ts'
import { overlay } from '../../src/helm/merge/overlay.ts'
import type { Values } from '../../src/values/value.ts'
import { at, fields, text, texts } from '../../src/verify/fields.ts'
import type { Manifest } from '../../src/verify/manifest.ts'
import { plan } from '../default-project.ts'
import { readObjects, render, tryToRender, writeDefaultChart } from './default-chart.ts'

type Labels = Readonly<Record<string, string>>

const folder = writeDefaultChart()
const install = async (release: string, namespace = 'ecommerce'): Promise<readonly Manifest[]> =>
  readObjects(await render(folder, { profile: 'prod', release, namespace }))

const [blue, green] = [await install('blue'), await install('green')]

test('two releases in one namespace have no object in common', () => {
  expect(blue).toHaveLength(green.length)
  expect(common(blue, green)).toEqual([])
})

test('releases of one name in two namespaces have no object outside of them in common', async () => {
  const [here, there] = [await install('shop', 'here'), await install('shop', 'there')]
  const outside = (objects: readonly Manifest[]): readonly Manifest[] =>
    objects.filter(({ kind }) => kind === 'PriorityClass')
  expect(outside(here)).toHaveLength(2)
  expect(common(outside(here), outside(there))).toEqual([])
})

test('the default chart has no other kinds of objects outside of namespaces', () => {
  const kinds = new Set(blue.map(({ kind }) => kind))
  expect(
    [...kinds].filter((kind) => /^(Cluster|PersistentVolume$|StorageClass)/.test(kind)),
  ).toEqual([])
})

test('each selector matches pods of its own release, and none of the other', () => {
  const [ours, theirs] = [pods(blue), pods(green)]
  const selectors = blue.flatMap(({ kind, name, body }) =>
    selectorsIn(body).map((selector) => ({ of: `${kind} ${name}`, selector })),
  )
  expect(selectors.length).toBeGreaterThan(blue.length / 2)
  for (const { of, selector } of selectors) {
    expect(matched(selector, ours), of).not.toEqual([])
    expect(matched(selector, theirs), of).toEqual([])
  }
})

/** Every object that a release can have: with its Secrets, with another's, and beside stores outside. */
async function everyObject(release: string): Promise<readonly string[]> {
  const variants: readonly Values[] = [
    {},
    { global: { secrets: { provider: 'externalSecrets', externalSecrets: { storeRef } } } },
    Object.assign({}, ...outside) as Values,
  ]
  const rendered = variants.map((values) => render(folder, { profile: 'prod', release, values }))
  const objects = (await Promise.all(rendered)).flatMap(readObjects)
  return [...new Set(objects.map(({ kind, name }) => `${kind} ${name}`))]
}

const storeRef = { name: 'vault' }

/** Each store, outside the cluster. */
const outside: readonly Values[] = ['postgresql', 'redis', 'mongodb', 'rabbitmq'].map((store) => ({
  [store]: { mode: 'external', external: { host: 'db.example.com' } },
}))

test('no other release that is not refused could have the name of one of its objects', async () => {
  const ours = (await everyObject('r')).map((one) => one.split(' r-') as [string, string])
  const endings = ours.flatMap(([kind, long = '']) =>
    ours.flatMap(([other, short = '']) =>
      kind === other && long.endsWith(`-${short}`) ? [long.slice(0, -short.length - 1)] : [],
    ),
  )
  const found = [...new Set(endings)].toSorted()
  expect(found).toEqual(['mongodb', 'postgresql', 'rabbitmq', 'redis'])
  for (const ending of found) {
    const { problems } = await tryToRender(folder, { profile: 'prod', release: `shop-${ending}` })
    expect(problems.map(({ message }) => message).join()).toContain(
      `the release's name shop-${ending} ends in -${ending}`,
    )
  }
})

const stores = ['postgresql', 'redis', 'mongodb', 'rabbitmq']

/** All that decides which pods there are. */
const switches: readonly Values[] = [
  ...plan.charts.map(({ name }) => ({ [name]: { enabled: false } })),
  ...outside,
  ...stores.map((store) => ({ [store]: { provisioning: { enabled: false } } })),
]

test('every selector of a network policy is about pods that are there', () => {
  const pairs = switches.flatMap((one, i) => switches.slice(i).map((other) => [one, other]))
  const nearlyAll = pairs.map((pair) => switches.filter((one) => !pair.includes(one)))
  let seen = 0
  for (const set of [[], switches, ...pairs, ...nearlyAll]) {
    const values = set.reduce(overlay, plan.defaults)
    const release = { name: 'shop', namespace: 'shop' }
    if (chartFailures(plan, values, release).length > 0) continue
    seen++
    const objects = evaluateChart(plan, values, release).map(
      (body) => ({ kind: text(at(body, 'kind')), body }) as Manifest, // all that the functions below read
    )
    const labels = pods(objects)
    for (const { kind, body } of objects) {
      if (kind !== 'NetworkPolicy') continue
      const of = `${text(at(body, 'metadata', 'name'))} under ${JSON.stringify(set)}`
      for (const selector of selectorsIn(body))
        expect(matched(selector, labels), of).not.toEqual([])
    }
  }
  expect(seen).toBeGreaterThan(100)
})

function common(some: readonly Manifest[], others: readonly Manifest[]): readonly string[] {
  const identity = ({ kind, name }: Manifest): string => `${kind} ${name}`
  const known = new Set(others.map(identity))
  return some.map(identity).filter((one) => known.has(one))
}

/** The labels of every pod that a release starts. */
function pods(objects: readonly Manifest[]): readonly Labels[] {
  return objects.flatMap(({ kind, body }) => {
    if (kind === 'Pod') return [texts(at(body, 'metadata', 'labels'))]
    const labels = texts(at(body, 'spec', 'template', 'metadata', 'labels'))
    return Object.keys(labels).length > 0 ? [labels] : []
  })
}

function matched(selector: Labels, among: readonly Labels[]): readonly Labels[] {
  return among.filter((labels) =>
    Object.entries(selector).every(([name, value]) => labels[name] === value),
  )
}

/** Every selector of pods in an object, in a policy's peers and a pod's affinities too. */
function selectorsIn(part: unknown): readonly Labels[] {
  if (Array.isArray(part)) return part.flatMap(selectorsIn)
  return Object.entries(fields(part)).flatMap(([key, value]) => {
    if (!['selector', 'podSelector', 'labelSelector'].includes(key)) return selectorsIn(value)
    return [texts(fields(value)['matchLabels'] ?? value)]
  })
}
