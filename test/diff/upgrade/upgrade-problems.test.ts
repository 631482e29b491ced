import { describe, expect, it } from 'vitest'
import { withoutLists } from '../../../src/diff/release-objects.ts'
import { upgradeProblems } from '../../../src/diff/upgrade/upgrade-problems.ts'
import { upgradeCases } from './cases.ts'
import { predicted } from './predicted.ts'

describe('diff says of a change what real upgrades say:', () => {
  it.each(upgradeCases)('$name', ({ from, to, fails, warns }) => {
    expect(predicted(from, to)).toEqual(warns ? { fails: 'none', warns } : { fails, warns: false })
  })

  it('which is nothing where nothing changes', () => {
    for (const { from } of upgradeCases) {
      expect(upgradeProblems(withoutLists(from), withoutLists(structuredClone(from)))).toEqual([])
    }
  })
})
