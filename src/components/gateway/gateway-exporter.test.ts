import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import { expect, test } from 'vitest'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import { identity } from '../../../test/default-project.ts'
import { type Manifest, rendered, resolved, the } from '../../../test/components/rendered.ts'
import { generate } from '../../chart/generate.ts'
import { planChart } from '../../chart/plan.ts'
import type { Values } from '../../values/value.ts'
import { service } from '../service/service.ts'
import { gateway, type GatewayOptions } from './gateway.ts'

const platform = (options: Partial<GatewayOptions> = {}, name = 'gateway') => ({
  web: service({ image: 'shop/web', port: 8080 }),
  [name]: gateway({ routes: { '/': 'web' }, ...options }),
})

const objects = (options?: Partial<GatewayOptions>, values?: Values): readonly Manifest[] =>
  rendered(platform(options), 'gateway', values)

const pod = (all: readonly Manifest[]) => the<IDeployment>(all, 'Deployment').spec?.template.spec

test('an exporter is there where the model says so, and nothing of it elsewhere', () => {
  expect(objects({ exporter: false })).toEqual(objects())
  expect(pod(objects())).not.toHaveProperty('initContainers')
  const one = pod(objects({ exporter: { args: ['--log.level=debug'] } }))
  expect(brokenPodRules(one)).toEqual([])
  expect(one?.initContainers).toMatchObject([
    {
      name: 'exporter',
      restartPolicy: 'Always',
      args: ['--nginx.scrape-uri=http://127.0.0.1:8081/status', '--log.level=debug'],
      ports: [{ name: 'metrics', containerPort: 9113 }],
    },
  ])
  expect(one?.initContainers?.[0]).not.toHaveProperty('env')
})

test('nobody but those whom the values name comes to its port, and nobody to the status of nginx', () => {
  const open = (values?: Values): readonly unknown[] =>
    objects({ exporter: true }, values)
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .flatMap((one) => (one as INetworkPolicy).spec?.ingress ?? [])
      .flatMap(({ ports = [] }) => ports.map(({ port }) => port))
  expect(open()).toEqual([8080])
  const prometheus = { namespace: 'monitoring' }
  expect(open({ exporter: { allowFrom: { prometheus } } })).toEqual([8080, 9113])
  const monitoring = { provider: 'operator', from: { prometheus } }
  expect(open({ global: { monitoring } })).toEqual([8080, 9113])
  expect(the(objects({ exporter: true }, { global: { monitoring } }), 'PodMonitor')).toMatchObject({
    spec: { podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }] },
  })
})

test('it has amounts of the values and no password, and nothing is there without it', () => {
  const resources = { requests: { memory: '1Gi' } }
  expect(() => objects({ exporter: true }, { exporter: { resources } })).toThrow(
    'gateway.exporter.resources.requests.memory',
  )
  const keys = (options: Partial<GatewayOptions>): readonly string[] => {
    const schema = planChart(resolved(platform(options), 'gateway'), {}).schema
    return Object.keys(schema.properties?.['exporter']?.properties ?? {})
  }
  expect(keys({ exporter: true })).toEqual(['image', 'allowFrom', 'livenessProbe', 'resources'])
  expect(keys({})).toEqual([])
})

test('a gateway whose container would be called as that of its exporter is refused', () => {
  const generated = (options: Partial<GatewayOptions>) =>
    generate({ components: platform(options, 'exporter') }, identity)
  expect(() => generated({ exporter: true })).toThrow(
    'two containers of its pods would be called exporter',
  )
  expect(() => generated({})).not.toThrow()
})
