import { expect, test } from 'vitest'
import { checkedPlan } from '../../../src/chart/checked-plan.ts'
import { keepField } from '../../../src/chart/explain/keep-field.ts'
import type { FieldPath } from '../../../src/verify/upgrade/field-path.ts'
import platform from '../../../platform.ts'
import { identity } from '../../default-project.ts'

const plan = checkedPlan(platform, identity)
const keep = keepField(plan, plan.defaults, { name: 'shop', namespace: 'shop' })

/** `spec.containers[orders].image`, with a slash in place of a dot within a key. */
function path(text: string): FieldPath {
  return text.split('.').flatMap((part) => {
    const [field = '', name] = part.split(/[[\]]/)
    return [{ field: field.replaceAll('|', '.') }, ...(name ? [{ keys: { name } }] : [])]
  })
}

const pod = 'spec.template.spec'
const container = `${pod}.containers[orders]`
const digest = `sha256:${'a'.repeat(64)}`

test.each([
  ['StatefulSet/shop-rabbitmq', 'spec.replicas', 5, '--set rabbitmq.replicas=5'],
  [
    'Deployment/shop-orders',
    `${container}.image`,
    'ecommerce/orders:5.0',
    '--set orders.image.tag=5.0',
  ],
  [
    'Deployment/shop-orders',
    `${container}.image`,
    `ghcr.io/shop/orders@${digest}`,
    `--set orders.image.registry=ghcr.io --set orders.image.repository=shop/orders --set orders.image.digest=${digest}`,
  ],
  [
    'Deployment/shop-orders',
    `${container}.resources.requests.cpu`,
    '300m',
    '--set orders.resources.requests.cpu=300m',
  ],
  [
    'Deployment/shop-orders',
    `${container}.env[DEBUG]`,
    { name: 'DEBUG', value: '1' },
    '--set-string orders.env.DEBUG=1',
  ],
  [
    'Deployment/shop-orders',
    'spec.template.metadata.annotations.example|com/note',
    'a',
    String.raw`--set 'orders.podAnnotations.example\.com/note=a'`,
  ],
  ['Service/shop-orders', 'spec.type', 'NodePort', '--set orders.service.type=NodePort'],
  ['ConfigMap/shop-orders', 'data.LOG_LEVEL', 'debug', '--set orders.config.LOG_LEVEL=debug'],
  [
    'Ingress/shop-gateway',
    'spec.ingressClassName',
    'traefik',
    '--set gateway.exposure.ingress.className=traefik',
  ],
])('%s %s is kept by a value', (object, field, value, options) => {
  const [kind = '', name = ''] = object.split('/')
  expect(keep({ kind, name, path: path(field) }, value)?.options).toBe(options)
})

test('what no value sets has none', () => {
  const selector = { kind: 'Service', name: 'shop-orders', path: path('spec.selector') }
  expect(keep(selector, { app: 'green' })).toBeUndefined()
  const other = { kind: 'Service', name: 'another', path: path('spec.type') }
  expect(keep(other, 'NodePort')).toBeUndefined()
})

test('values that the chart refuses come with the reason', () => {
  const limit = {
    kind: 'Deployment',
    name: 'shop-orders',
    path: path(`${container}.resources.limits.memory`),
  }
  const found = keep(limit, '1Mi')
  expect(found?.values).toEqual({ 'orders.resources.limits.memory': '1Mi' })
  expect(found?.refused).toMatch(/memory/)
})
