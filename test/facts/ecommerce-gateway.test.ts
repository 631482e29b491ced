import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IService } from 'kubernetes-models/v1/Service'
import { expect, test } from 'vitest'
import { containerOf, prod, services } from './ecommerce.ts'
import { the } from './objects.ts'

const files = the<IConfigMap>(prod, 'ConfigMap', 'ecommerce-gateway').data ?? {}
const nginx = files['nginx.conf'] ?? ''
const routeOf = (service: string): string => files[`route-${service}.conf`] ?? ''

test('gateway: nginx, with an Ingress in front', () => {
  const { spec } = the<IIngress>(prod, 'Ingress', 'ecommerce-gateway')
  expect(containerOf('gateway').image).toMatch(/\/nginx-unprivileged:/)
  const backend = { service: { name: 'ecommerce-gateway', port: { name: 'http' } } }
  expect(spec?.rules).toEqual([
    {
      host: 'ecommerce.example.com',
      http: { paths: [{ path: '/', pathType: 'Prefix', backend }] },
    },
  ])
})

test.each(services)('gateway: /%s goes to its service', (service) => {
  const { spec } = the<IService>(prod, 'Service', `ecommerce-${service}`)
  const host = `ecommerce-${service}.ecommerce.svc.cluster.local`
  expect(nginx).toMatch(new RegExp(`location /${service}/ \\{\\s+include route-${service}.conf;`))
  expect(routeOf(service)).toContain(`set $upstream ${host}:${spec?.ports?.[0]?.port};\n`)
  expect(routeOf(service)).toContain('proxy_pass http://$upstream;\n')
})

test('gateway: a Service spreads the requests over its pods', () => {
  const addresses = services.map(
    (service) => the<IService>(prod, 'Service', `ecommerce-${service}`).spec?.clusterIP,
  )
  expect(addresses, 'no headless Service, of which nginx would keep one pod').toEqual(
    services.map(() => undefined),
  )
  expect(nginx).not.toMatch(/^\s*keepalive \d/m)
})

test.each(services)('gateway: the rate of /%s is limited', (service) => {
  const [, zone, burst] = /limit_req zone=(\w+) burst=(\d+)/.exec(routeOf(service)) ?? []
  const [, rate] = new RegExp(`limit_req_zone .* zone=${zone}:\\S+ rate=(\\S+);`).exec(nginx) ?? []
  expect([rate, burst]).toEqual(['300r/m', '300'])
})

test('gateway: TLS ends at the Ingress, with a certificate from a Secret', () => {
  const { spec } = the<IIngress>(prod, 'Ingress', 'ecommerce-gateway')
  expect(spec?.tls).toEqual([
    { hosts: ['ecommerce.example.com'], secretName: 'ecommerce-gateway-tls' },
  ])
  expect(nginx).toMatch(/map \$forwarded_proto \$hsts \{\s+https "max-age=31536000";/)
})

test('checklist: pages of the shop may call by CORS, others may not', () => {
  expect(nginx).toMatch(
    /map \$http_origin \$cors_origin \{\s+default "";\s+"?https:\/\/www\.ecommerce\.example\.com"? \$http_origin;\s+\}/,
  )
})

test('checklist: each request is a line of JSON on standard output, for logs and audits', () => {
  expect(nginx).toContain('access_log /dev/stdout json;')
  for (const field of ['time', 'requestId', 'clientAddress', 'method', 'uri', 'status']) {
    expect(nginx).toContain(`"${field}":`)
  }
})
