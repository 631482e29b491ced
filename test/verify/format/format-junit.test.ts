import { expect, test } from 'vitest'
import { formatJunit } from '../../../src/verify/format/format-junit.ts'
import { good, mixed, upgraded } from './report-fixture.ts'

test('a suite a profile, a test case a run', () => {
  expect(formatJunit(mixed)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="chartwright verify" tests="8" failures="4" time="7.400">
      <testsuite name="shop defaults" tests="4" failures="0" time="3.800">
        <testcase classname="shop defaults" name="Helm 3.22.0, Kubernetes 1.29.6" time="0.949"/>
        <testcase classname="shop defaults" name="Helm 3.22.0, Kubernetes 1.36.3" time="1.051"/>
        <testcase classname="shop defaults" name="Helm 4.3.1, Kubernetes 1.29.6" time="0.900">
          <system-out>values: skipped value for shop.a: Not a table.</system-out>
        </testcase>
        <testcase classname="shop defaults" name="Helm 4.3.1, Kubernetes 1.36.3" time="0.900">
          <system-out>values: skipped value for shop.a: Not a table.</system-out>
        </testcase>
      </testsuite>
      <testsuite name="shop prod" tests="4" failures="4" time="3.600">
        <testcase classname="shop prod" name="Helm 3.22.0, Kubernetes 1.29.6" time="0.900">
          <failure message="orders uses postgresql,&#10;which &#34;dev&#34; &#38; &#60;prod&#62; disable">chart/templates/checks.yaml:3:5: orders uses postgresql,
    which &#34;dev&#34; &#38; &#60;prod&#62; disable</failure>
        </testcase>
        <testcase classname="shop prod" name="Helm 3.22.0, Kubernetes 1.36.3" time="0.900">
          <failure message="every disruption budget lets a pod go: no node with one of its pods can ever be drained">chart/charts/cart/templates/pdb.yaml PodDisruptionBudget/shop-cart: every disruption budget lets a pod go: no node with one of its pods can ever be drained (lower minAvailable below the number of replicas, or leave the budget out)</failure>
        </testcase>
        <testcase classname="shop prod" name="Helm 4.3.1, Kubernetes 1.29.6" time="0.900">
          <failure message="every disruption budget lets a pod go: no node with one of its pods can ever be drained">chart/charts/cart/templates/pdb.yaml PodDisruptionBudget/shop-cart: every disruption budget lets a pod go: no node with one of its pods can ever be drained (lower minAvailable below the number of replicas, or leave the budget out)</failure>
        </testcase>
        <testcase classname="shop prod" name="Helm 4.3.1, Kubernetes 1.36.3" time="0.900">
          <failure message="every disruption budget lets a pod go: no node with one of its pods can ever be drained">chart/charts/cart/templates/pdb.yaml PodDisruptionBudget/shop-cart: every disruption budget lets a pod go: no node with one of its pods can ever be drained (lower minAvailable below the number of replicas, or leave the budget out)</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `)
})

test('what XML cannot hold is replaced', () => {
  const [run] = good.runs
  if (!run) throw new Error('the fixture has a run')
  const problem = { code: 'a', path: 'a', message: 'bell \u0007, escape \u001b, lone \ud800, 🙂' }
  const report = { ...good, runs: [{ ...run, problems: [problem] }] }
  expect(formatJunit(report)).toContain('bell \ufffd, escape \ufffd, lone \ufffd, 🙂')
})

test('an upgrade is a suite of its own, which fails where Helm stops', async () => {
  await expect(formatJunit(upgraded)).toMatchFileSnapshot('upgrade.xml')
})
