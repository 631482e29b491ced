import { describe, expect, it } from 'vitest'
import { withoutLists } from '../../../src/diff/release-objects.ts'
import { upgradeProblems } from '../../../src/diff/upgrade/upgrade-problems.ts'
import { upgradeCases } from './cases.ts'
import { deployment } from './objects.ts'
import { predicted } from './predicted.ts'

describe('diff says of a change what real upgrades say:', () => {
  it.each(upgradeCases)('$name', ({ from, to, fails, warns }) => {
    expect(predicted(from, to)).toEqual(warns ? { fails: 'none', warns } : { fails, warns: false })
  })

  it('which is of items of one name that Helm 4 refuses them', () => {
    const env = [1, 2].map((value) => ({ name: 'A', value: String(value) }))
    const [from, to] = [env.slice(0, 1), env].map((all) => ({
      ...deployment,
      spec: { template: { spec: { containers: [{ name: 'main', env: all }] } } },
    }))
    expect(upgradeProblems([from], [to])).toMatchObject([
      {
        code: 'repeated-item',
        message: expect.stringMatching(/^with Helm 4, name A is there twice/),
      },
    ])
  })

  it('which is nothing where nothing changes', () => {
    for (const { from } of upgradeCases) {
      expect(upgradeProblems(withoutLists(from), withoutLists(structuredClone(from)))).toEqual([])
    }
  })
})
