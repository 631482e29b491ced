import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isError } from '../../../src/errors/chart-error.ts'
import { loadValues } from '../../../src/values/read-values.ts'
import type { SetOption } from '../../../src/helm/set/apply-set.ts'
import { run } from '../../../src/verify/run.ts'
import { newestHelm, probe, valuesIn } from '../../helm.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { anySet } from './any-set.ts'

const present = 'a: {a: 1, b: [x, {a: 1}, [1, 2]]}\nb: [{a: 1}, 2]\nconstructor: x\n'

/** A chart that prints its values, and files to give it. */
function project(): string {
  return temporaryFolder({ ...probe('probe'), 'present.yaml': present, 'file.txt': 'line\n' })
}

/** What Helm makes of the options; nothing where it refuses one. */
async function inHelm(folder: string, sets: readonly SetOption[]): Promise<unknown> {
  const options = sets.flatMap(({ name, text }) => [`--${name}=${text}`])
  const args = ['template', 'probe', folder, '--values', join(folder, 'present.yaml'), ...options]
  const { stdout, exitCode } = await run(newestHelm().path, args)
  return exitCode === 0 ? valuesIn(stdout)['probe'] : undefined
}

function inOurs(folder: string, sets: readonly SetOption[]): unknown {
  const { values, problems } = loadValues([join(folder, 'present.yaml')], sets)
  return problems.some(isError) ? undefined : values
}

describe('--set, --set-string and --set-json', () => {
  test('set what Helm sets', { timeout: 120_000 }, async () => {
    const folder = project()
    const anySets = fc.array(anySet, { minLength: 1, maxLength: 2 })
    await fc.assert(
      fc.asyncProperty(anySets, async (sets) => {
        expect(inOurs(folder, sets)).toEqual(await inHelm(folder, sets))
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 60) },
    )
  })

  test('--set-file sets what a file says', async () => {
    const folder = project()
    const sets = [{ name: 'set-file', text: `a.c=${join(folder, 'file.txt')}` }] as const
    expect(inOurs(folder, sets)).toMatchObject({ a: { c: 'line\n' } })
    expect(inOurs(folder, sets)).toEqual(await inHelm(folder, sets))
  })

  test('count after the files, one kind after the other', () => {
    const sets = [
      { name: 'set-string', text: 'a.a=1' },
      { name: 'set', text: 'a.a=2' },
      { name: 'set', text: 'a.b[0]=3' },
    ] as const
    const { values, locate } = loadValues([join(project(), 'present.yaml')], sets)
    expect(values['a']).toEqual({ a: '1', b: [3, { a: 1 }, [1, 2]] })
    expect(locate(['a', 'a'])).toEqual({ option: '--set-string a.a=1' })
    expect(locate(['a', 'b', 0])).toEqual({ option: '--set a.b[0]=3' })
    expect(locate(['a', 'b', 1, 'a'])).toMatchObject({ line: 1, column: 22 })
  })

  test.each([
    ['set', 'a', 'the key a has no value'],
    ['set', 'a=1,b', 'the key b has no value'],
    ['set', 'a={1,2', 'the list lacks a } at its end'],
    ['set', 'a[x]=1', '[x] is no index: it must be a number'],
    ['set', 'a[-1]=1', '[-1] is no index: lists begin with [0]'],
    ['set', 'a[65537]=1', '[65537] is too large: lists end at [65536]'],
    ['set', 'a[0]b=1', '"b" cannot follow [0]'],
    ['set', 'a=1,a.b=2', 'a is no map, so it has no keys'],
    ['set', 'a=1,a[0]=2', 'a is no list, so it has no items'],
    ['set', `a${'.a'.repeat(31)}=1`, 'a name has at most 30 dots'],
    ['set-json', 'a={"b": 1', '{"b": 1 is no JSON'],
    ['set-literal', 'a', 'the key a has no value'],
    ['set-literal', 'a[x]=1', '[x] is no index: it must be a number'],
    ['set-file', 'a=none.txt', 'none.txt does not exist'],
  ] as const)('--%s %s is refused', (name, text, message) => {
    const option = `--${name} ${text}`
    expect(loadValues([], [{ name, text }]).problems).toEqual([
      expect.objectContaining({ code: 'set-syntax', option, message }),
    ])
  })

  test.each(['', 'a[0', 'a.'])('--set %j sets nothing, which is worth a warning', (text) => {
    expect(loadValues([], [{ name: 'set', text }]).problems).toEqual([
      expect.objectContaining({ code: 'set-nothing', severity: 'warning' }),
    ])
  })
})
