import { describe, expect, test } from 'vitest'
import { plan } from '../default-project.ts'
import { helms } from '../helm.ts'
import { longestSuffix } from '../../src/chart/object-names.ts'
import type { Manifest } from '../../src/verify/manifest.ts'
import { readObjects, render, tryToRender, writeDefaultChart } from './default-chart.ts'

const folder = writeDefaultChart()
const added = longestSuffix(Object.values(plan.names).flat())
const longest = 'r'.repeat(63 - added)

/** Longest names: of DNS labels, and of StatefulSets, whose pods carry a revision's hash in a label. */
const limits: Readonly<Record<string, number>> = { Service: 63, Job: 63, Pod: 63, StatefulSet: 52 }

describe.each(helms)('with Helm $version', (helm) => {
  test('the longest name that a release may have is just not too long', async () => {
    const objects = readObjects(
      await render(folder, { helm, profile: 'prod', release: longest }),
    ).filter(({ kind }) => kind in limits)
    expect(objects.filter((one) => room(one) < 0)).toEqual([])
    expect(Math.min(...objects.map(room))).toBe(0)
  })

  test.each(['v1.2', 'my.rel', '1st'])('%s is refused: Services begin with it', async (release) => {
    const { manifests, problems } = await tryToRender(folder, { helm, release })
    expect(manifests).toBeUndefined()
    expect(problems.map(({ message }) => message)).toEqual([
      `the release's name ${release} begins the names of Services, so it may have lower-case letters, digits and "-" only, and a letter first`,
    ])
  })

  test('a name with one character more is refused', async () => {
    const { manifests, problems } = await tryToRender(folder, { helm, release: `${longest}r` })
    expect(manifests).toBeUndefined()
    expect(problems.map(({ message }) => message)).toEqual([
      `the release's name may have at most ${longest.length} characters: the longest name in this chart adds ${added}`,
    ])
  })
})

/** How many characters a name could be longer. */
function room({ kind, name }: Manifest): number {
  return (limits[kind] ?? 0) - name.length
}
