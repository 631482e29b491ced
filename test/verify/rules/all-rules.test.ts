import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { manifestReader } from '../../../src/verify/manifest.ts'
import { allRules } from '../../../src/verify/rules/all-rules.ts'
import { toRelease } from '../../../src/verify/rules/release.ts'
import { checkRules, codeOf } from '../../../src/verify/rules/rule.ts'

test('each rule has a code of its own, in kebab case', () => {
  const codes = allRules.map(codeOf)
  expect(new Set(codes).size).toBe(codes.length)
  for (const code of codes) expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
})

test('a problem has the place, the rule, the matter and the template', () => {
  const rendered = `
# Source: shop/charts/orders/templates/pdb.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: orders }
spec: { maxUnavailable: 0, selector: { matchLabels: { app: orders } } }
`
  expect(checkRules(allRules, toRelease(manifestReader('default')(rendered)))).toEqual([
    {
      code: 'every-disruption-budget-selects-a-pod',
      path: 'PodDisruptionBudget/orders spec.selector',
      message: 'every disruption budget selects a pod: no pod has these labels',
      file: 'shop/charts/orders/templates/pdb.yaml',
      severity: 'error',
    },
  ])
})

const keys = `
spec template metadata labels selector matchLabels containers name env ports volumes resources
limits requests rules http paths backend service port metrics scaleTargetRef minAvailable tls
`
  .trim()
  .split(/\s+/)
const kinds = `
Deployment StatefulSet Job Pod Service Ingress NetworkPolicy Secret ConfigMap RoleBinding
HorizontalPodAutoscaler PodDisruptionBudget
`
  .trim()
  .split(/\s+/)
const versions = ['v1', 'apps/v1', 'networking.k8s.io/v1', 'autoscaling/v2', 'policy/v1']

/** Any object, some of it shaped nearly right, of a kind that rules look at. */
const { object } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, true, 0, 80, 'app', '', '50%', []),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 4 }),
  ),
  object: fc.record({
    apiVersion: fc.constantFrom(...versions),
    kind: fc.constantFrom(...kinds),
    metadata: tie('value'),
    spec: tie('value'),
  }),
}))

test('no rule fails on objects of the wrong shape, which the schemas refuse', () => {
  fc.assert(
    fc.property(fc.array(object, { maxLength: 4 }), (objects) => {
      const rendered = objects.map((one) => JSON.stringify(one)).join('\n---\n')
      const release = toRelease(manifestReader('default')(rendered))
      expect(() => checkRules(allRules, release)).not.toThrow()
    }),
    { numRuns: 300 },
  )
})
