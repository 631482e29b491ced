import { expect, test } from 'vitest'
import { validateValues } from '../../src/validate/validate-values.ts'
import { loadChart } from '../../src/helm/chart/load-chart.ts'
import { loadValues } from '../../src/values/read-values.ts'
import type { Values } from '../../src/values/value.ts'
import { join } from 'node:path'
import { writeDefaultChart } from '../chart/default-chart.ts'

const chart = loadChart(join(writeDefaultChart(), 'chart'))

/** Keys that people know from other charts, and what is said of them. */
test.each<[Values, string]>([
  [{ orders: { replicaCount: 2 } }, 'it is called replicas here'],
  [{ replicaCount: 2 }, 'each component has its own replicas'],
  [{ orders: { extraEnv: [] } }, 'it is called env here'],
  [{ orders: { topologySpreadConstraints: [] } }, 'it is called topologySpread here'],
  [{ gateway: { ingress: {} } }, 'it is called exposure here'],
  [{ ingress: {} }, 'a gateway has it: set exposure there'],
  [{ orders: { service: { port: 80 } } }, 'it is no value: say it in platform.ts'],
  [{ orders: { nameOverride: 'a' } }, expect.stringContaining('the name of the release') as string],
  [{ orders: { fullnameOverride: 'a' } }, expect.stringContaining('the release') as string],
  [{ orders: { imagePullSecrets: [] } }, expect.stringContaining('global') as string],
  [{ orders: { extraVolumes: [] } }, 'it is called volumes here'],
  [{ orders: { persistence: {} } }, expect.stringContaining('volumeMounts') as string],
  [{ orders: { replica: 2 } }, 'did you mean replicas?'],
])('%j: %s', (values, hint) => {
  const { problems } = validateValues(chart, loadValues([values]))
  expect(problems.filter(({ severity }) => severity !== 'warning')).toMatchObject([
    { code: 'values-unknown-key', hint },
  ])
})

test.each<[string, boolean]>([
  ['shop/users', true],
  ['users', true],
  ['my.app', true],
  ['shop/my.app', true],
  ['public.ecr.aws/shop/users', false],
  ['localhost:5000/users', false],
])('the repository %s: %s', (repository, isTaken) => {
  const verdict = validateValues(chart, loadValues([{ orders: { image: { repository } } }]))
  expect(verdict.valid).toBe(isTaken)
})

test.each<[string, boolean]>([
  ['discovery.type', true],
  ['a-b', true],
  ['.hidden', true],
  ['.', false],
  ['..a', false],
  ['1a', false],
])('the variable %s: %s', (name, isTaken) => {
  const verdict = validateValues(chart, loadValues([{ orders: { env: { [name]: 'a' } } }]))
  expect(verdict.valid).toBe(isTaken)
})
