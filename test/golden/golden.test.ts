import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  componentOf,
  profiles,
  readObjects,
  render,
  writeDefaultChart,
} from '../chart/default-chart.ts'
import { helms, newestHelm } from '../helm.ts'

/**
 * What each profile of the default project becomes, one file a component. After a wanted change:
 * npx vitest run test/golden -u
 */
const folder = writeDefaultChart()
const golden = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const olderHelms = helms.filter((helm) => helm !== newestHelm())

describe.each(profiles)('profile %s', async (profile) => {
  const rendered = await render(folder, { profile })
  const components = byComponent(rendered)

  test.each([...components])('renders %s', async (component, text) => {
    await expect(text).toMatchFileSnapshot(golden(`${profile}/${component}.yaml`))
  })

  test('has no golden of a component that is gone', () => {
    const known = [...components.keys()].map((component) => `${component}.yaml`)
    expect(without(known, namesIn(profile))).toEqual([])
  })

  test.each(olderHelms)('renders the same with Helm $version', async (helm) => {
    const older = await render(folder, { helm, profile })
    expect(byIdentity(older)).toEqual(byIdentity(rendered))
  })
})

test('no golden is of a profile that is gone', () => {
  expect(without([...profiles, 'golden.test.ts'], namesIn('.'))).toEqual([])
})

/** The documents of each component, in the order in which Helm installs them. */
function byComponent(rendered: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const manifest of readObjects(rendered)) {
    const component = componentOf(manifest)
    texts.set(component, `${texts.get(component) ?? ''}---\n${manifest.text.trim()}\n`)
  }
  return texts
}

function byIdentity(rendered: string): Readonly<Record<string, unknown>> {
  const objects = readObjects(rendered)
  return Object.fromEntries(
    objects.map(({ apiVersion, kind, name, body }) => [`${apiVersion} ${kind} ${name}`, body]),
  )
}

function namesIn(path: string): readonly string[] {
  return existsSync(golden(path)) ? readdirSync(golden(path)) : []
}

function without(known: readonly string[], names: readonly string[]): readonly string[] {
  return names.filter((name) => !known.includes(name))
}
