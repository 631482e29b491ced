import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IService } from 'kubernetes-models/v1/Service'
import { describe, expect, it } from 'vitest'
import { planChart } from '../../chart/plan.ts'
import { gateway } from './gateway.ts'
import { service } from '../service/service.ts'
import { edgeEnvironment } from '../../platform/connections.ts'
import { call } from 'chartwright'
import { failures } from '../../template/evaluate/failures.ts'
import { references } from '../../template/view/references.ts'
import { keepRead } from '../../schema/keep-read.ts'
import { overlay } from '../../helm/merge/overlay.ts'
import type { Values } from '../../values/value.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import {
  contextOf,
  type Manifest,
  rendered,
  resolved,
  the,
} from '../../../test/components/rendered.ts'

const components = {
  orders: service({ image: 'shop/orders', port: 8003 }),
  users: service({ image: 'shop/users', port: 8006 }),
  gateway: gateway({
    host: 'shop.example.com',
    limits: { public: { perMinute: 300, burst: 50 } },
    limit: 'public',
    routes: {
      '/orders': 'orders',
      '/api/users': { to: 'users', stripPrefix: true, maxBodySize: '10m' },
      '/live': { to: 'orders', webSocket: true },
    },
    sites: { admin: { host: 'admin.example.com', routes: { '/': 'users' } } },
  }),
  crawler: service({ image: 'shop/crawler', port: 8007, uses: [call('gateway')] }),
}

const objects = (values: Values = {}): readonly Manifest[] =>
  rendered(components, 'gateway', values)

const names = (values: Values = {}): readonly string[] =>
  objects(values).map(({ kind, metadata }) => `${kind} ${metadata.name}`)

const files = (values: Values = {}): Readonly<Record<string, string>> =>
  the<IConfigMap>(objects(values), 'ConfigMap').data ?? {}

const openPorts = (values: Values): unknown =>
  the<INetworkPolicy>(objects(values), 'NetworkPolicy', 'shop-gateway-ingress').spec?.ingress

const shutdown = (terminationGracePeriodSeconds: number): string | undefined =>
  /worker_shutdown_timeout (.*);/.exec(
    files({ terminationGracePeriodSeconds })['nginx.conf'] ?? '',
  )?.[1]

const plan = planChart(resolved(components, 'gateway'), {})

/** What the chart says of values that do not fit together. */
const advice = (values: Values): readonly string[] =>
  failures(plan.templates.files['checks.yaml'] ?? [], {
    values: overlay(plan.defaults, values),
    schema: plan.schema,
    release: { name: 'shop', namespace: 'default' },
    chart: { name: 'gateway', version: '1.0.0', appVersion: '1.0.0' },
  })

describe('the model of a gateway', () => {
  it('uses each service that a route leads to, once', () => {
    expect(components.gateway.uses).toEqual([call('orders'), call('users')])
  })

  it('sets the values that an operator may change', () => {
    expect(components.gateway.values(contextOf(components, 'gateway'))).toEqual({
      host: 'shop.example.com',
      sites: { admin: { host: 'admin.example.com' } },
      routes: {
        apiUsers: { maxBodySize: '10m' },
        live: { timeoutSeconds: 3600 },
      },
      rateLimits: { tiers: { public: { perMinute: 300, burst: 50 } } },
    })
  })

  it('is called over HTTP by other components', () => {
    const environment = edgeEnvironment(contextOf(components, 'crawler'))
    expect(environment.map(({ name }) => name)).toEqual(['GATEWAY_URL'])
  })

  it('has no values of limits where it has no limits', () => {
    const plain = { ...components, gateway: gateway({ routes: { '/': 'orders' } }) }
    const { schema } = planChart(resolved(plain, 'gateway'), {})
    expect(Object.keys(schema.properties ?? {})).not.toContain('rateLimits')
    expect(
      the<IConfigMap>(rendered(plain, 'gateway'), 'ConfigMap').data?.['nginx.conf'],
    ).not.toMatch(/limit_req /)
  })
})

describe('the objects of a gateway', () => {
  it('are these by default', () => {
    expect(names()).toEqual([
      'ServiceAccount shop-gateway',
      'ConfigMap shop-gateway',
      'Deployment shop-gateway',
      'Service shop-gateway',
      'Ingress shop-gateway',
      'HorizontalPodAutoscaler shop-gateway',
      'PodDisruptionBudget shop-gateway',
      'NetworkPolicy shop-gateway-ingress',
      'NetworkPolicy shop-gateway-clients-egress',
    ])
  })

  it.each([
    ['HTTPRoute', { httpRoute: { gateway: { name: 'edge' } } }, 'HTTPRoute', 'ClusterIP'],
    ['LoadBalancer', {}, undefined, 'LoadBalancer'],
    ['NodePort', {}, undefined, 'NodePort'],
    ['none', {}, undefined, 'ClusterIP'],
  ])('expose it by %s', (type, more, kind, serviceType) => {
    const exposed = objects({ exposure: { type, ...more } })
    const ways = exposed.map((one) => one.kind).filter((one) => /^(Ingress|HTTPRoute)$/.test(one))
    expect(ways).toEqual(kind === undefined ? [] : [kind])
    expect(the<IService>(exposed, 'Service').spec?.type).toBe(serviceType)
  })

  it('lead every host to nginx by an Ingress without annotations', () => {
    const values = { exposure: { ingress: { className: 'traefik' } }, tls: { enabled: true } }
    const backend = { service: { name: 'shop-gateway', port: { name: 'http' } } }
    const http = { paths: [{ path: '/', pathType: 'Prefix', backend }] }
    const { metadata, spec } = the<IIngress>(objects(values), 'Ingress')
    expect(metadata?.annotations).toBeUndefined()
    expect(spec).toEqual({
      ingressClassName: 'traefik',
      tls: [{ hosts: ['shop.example.com', 'admin.example.com'], secretName: 'shop-gateway-tls' }],
      rules: [
        { host: 'shop.example.com', http },
        { host: 'admin.example.com', http },
      ],
    })
  })

  it('leave TLS to an Ingress, and end it in nginx where nothing stands in front', () => {
    const tls = { enabled: true, secretName: 'mine' }
    const ports = (type: string): readonly string[] =>
      (the<IService>(objects({ exposure: { type }, tls }), 'Service').spec?.ports ?? []).map(
        ({ name }) => name ?? '',
      )
    expect(ports('Ingress')).toEqual(['http'])
    expect(ports('LoadBalancer')).toEqual(['http', 'https'])
    const pod = the<IDeployment>(objects({ exposure: { type: 'none' }, tls }), 'Deployment')
    expect(pod.spec?.template.spec?.volumes).toContainEqual({
      name: 'tls',
      secret: { secretName: 'mine' },
    })
  })

  it('ask cert-manager for one certificate for all hosts', () => {
    const certificate = { enabled: true, issuer: { name: 'letsencrypt' } }
    expect(the(objects({ tls: { enabled: true, certificate } }), 'Certificate')).toMatchObject({
      apiVersion: 'cert-manager.io/v1',
      spec: {
        secretName: 'shop-gateway-tls',
        dnsNames: ['shop.example.com', 'admin.example.com'],
        issuerRef: { kind: 'ClusterIssuer', name: 'letsencrypt' },
      },
    })
  })

  it('let anyone in on the ports of requests, and nobody on the port of figures', () => {
    expect(openPorts({})).toEqual([{ ports: [{ protocol: 'TCP', port: 8080 }] }])
    expect(openPorts({ exposure: { type: 'none' }, tls: { enabled: true } })).toEqual([
      {
        ports: [
          { protocol: 'TCP', port: 8080 },
          { protocol: 'TCP', port: 8443 },
        ],
      },
    ])
  })

  it('keep every rule for pods, with the user of the image', () => {
    const template = the<IDeployment>(objects(), 'Deployment').spec?.template
    expect(brokenPodRules(template?.spec)).toEqual([])
    expect(template?.spec?.securityContext).toMatchObject({ runAsUser: 101, runAsGroup: 101 })
    expect(template?.spec?.containers[0]?.image).toBe(
      `docker.io/nginxinc/nginx-unprivileged:${components.gateway.appVersion}-alpine-slim`,
    )
  })

  it('are let in by the services, and roll the pods with the configuration', () => {
    const { metadata } = the<IDeployment>(objects(), 'Deployment').spec?.template ?? {}
    expect(metadata?.labels).toMatchObject({ 'orders-client': 'true', 'users-client': 'true' })
    expect(metadata?.annotations).toEqual({ 'checksum/configmap': '<sha256>' })
  })
})

describe('the files of nginx', () => {
  it('are one for all, one for every host, and one for each route', () => {
    expect(Object.keys(files())).toEqual([
      'start.sh',
      'nginx.conf',
      'server.conf',
      'route-orders.conf',
      'route-apiUsers.conf',
      'route-live.conf',
      'route-adminRoot.conf',
    ])
  })

  it('name a service by its full name, which nginx looks up while it runs', () => {
    expect(files()['route-apiUsers.conf']).toBe(`set $route apiUsers;
set $retry @retry-apiUsers;
set $upstream shop-users.default.svc.cluster.local:8006;
set $stripped_prefix /api/users;
set $upgrade "";
set $tier public;
limit_req zone=public burst=50 nodelay;
limit_req zone=public_signed_in burst=75 nodelay;
client_max_body_size 10m;
proxy_send_timeout 60s;
proxy_read_timeout 60s;
proxy_pass http://$upstream;
`)
  })

  it('let WebSockets through on their route only', () => {
    const webSocket = Object.entries(files()).filter(([, text]) =>
      text.includes('set $upgrade $websocket'),
    )
    expect(webSocket.map(([name]) => name)).toEqual(['route-live.conf'])
  })

  it('leave out what is switched off', () => {
    const off = {
      rateLimits: { enabled: false },
      gzip: { enabled: false },
      securityHeaders: { hsts: { enabled: false }, frameOptions: '' },
    }
    const text = Object.values(files(off)).join('')
    for (const word of [
      'limit_req ',
      'limit_req_zone',
      'gzip',
      'Strict-Transport-Security',
      'X-Frame-Options',
    ]) {
      expect(text).not.toContain(word)
    }
  })

  it('close what outlasts a stop before the pod is killed', () => {
    expect(shutdown(30)).toBe('23s') // less 5 before the signal and 2 to exit
    expect(shutdown(6)).toBe('1s')
  })
})

describe('the values of a gateway', () => {
  it('are each read by a template', () => {
    const { global: _, enabled: __, ...properties } = plan.schema.properties ?? {}
    const own = { ...plan.schema, properties }
    const read = references(plan.templates).map(({ path }) => path)
    expect(keepRead(own, read)).toEqual(own)
  })

  it.each([
    ['an HTTPRoute without a Gateway', { exposure: { type: 'HTTPRoute' } }],
    ['a certificate without an issuer', { tls: { enabled: true, certificate: { enabled: true } } }],
  ])('are refused with advice for %s', (_, values) => {
    expect(advice(values)).toEqual([
      expect.stringMatching(/^gateway\.[\w.]+ is .*: set gateway\.[\w.]+ to /),
    ])
  })

  it('are refused where a host is that of another site, whose routes it would hide', () => {
    expect(advice({ host: 'admin.example.com' })).toEqual([
      expect.stringMatching(
        /^gateway\.host and the hosts of gateway\.sites are not all different: /,
      ),
    ])
    expect(advice({ host: '' })).toEqual([])
  })
})
