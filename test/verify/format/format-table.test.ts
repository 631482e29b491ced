import { expect, test } from 'vitest'
import { formatTable } from '../../../src/verify/format/format-table.ts'
import { good, mixed, upgraded } from './report-fixture.ts'

test('a good report is a table and a sum', () => {
  expect(formatTable(good)).toBe(`\
Profile   Helm   Kubernetes  Objects  Problems  Release   Time
defaults  4.3.1  1.36.3          142         –   38 KiB  0.9 s

shop 0.1.0: no errors in 1 run
`)
})

test('each problem is told once, with the runs that have it', () => {
  expect(formatTable(mixed)).toBe(`\
Profile   Helm    Kubernetes  Objects  Problems  Release   Time
defaults  3.22.0  1.29.6          142         –   38 KiB  0.9 s
defaults  3.22.0  1.36.3          142         –   38 KiB  1.1 s
defaults  4.3.1   1.29.6          142         1   38 KiB  0.9 s
defaults  4.3.1   1.36.3          142         1   38 KiB  0.9 s
prod      3.22.0  1.29.6            –         1        –  0.9 s
prod      3.22.0  1.36.3         1042         1  723 KiB  0.9 s
prod      4.3.1   1.29.6         1042         1  723 KiB  0.9 s
prod      4.3.1   1.36.3         1042         1  723 KiB  0.9 s

values
  warning  skipped value for shop.a: Not a table.
  in       defaults (Helm 4.3.1)

chart/templates/checks.yaml:3:5
  error    orders uses postgresql,
           which "dev" & <prod> disable
  in       prod (Helm 3.22.0, Kubernetes 1.29.6)

chart/charts/cart/templates/pdb.yaml PodDisruptionBudget/shop-cart
  error    every disruption budget lets a pod go: no node with one of its pods can ever be drained
  hint     lower minAvailable below the number of replicas, or leave the budget out
  in       prod

shop 0.1.0: 2 errors, 1 warning in 8 runs
`)
})

test('colour is added only when asked for, and changes nothing else', () => {
  const coloured = formatTable(mixed, { colour: true })
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
  expect(coloured).toMatch(escapes)
  expect(coloured.replaceAll(escapes, '')).toBe(formatTable(mixed))
})

test('what an upgrade does to the fields of others is a table of at most 100 columns', async () => {
  const screen = formatTable(upgraded, { now: new Date('2026-11-27T13:04:00Z') })
  expect(screen.split('\n').filter((line) => line.length > 100)).toEqual([])
  await expect(screen).toMatchFileSnapshot('upgrade.txt')
})
