import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import { describe, expect, it } from 'vitest'
import { call, logCollector, nginxExporter, service } from '../../src/index.ts'
import { ChartError } from '../../src/errors/chart-error.ts'
import { generate } from '../../src/chart/generate.ts'
import type { Components } from '../../src/platform/define-platform.ts'
import { identity } from '../default-project.ts'
import type { SidecarOptions } from '../../src/components/workload/containers/options.ts'
import { rendered, the } from '../components/rendered.ts'

const web = (sidecar: SidecarOptions, more: Components = {}): Components => ({
  web: service({
    image: 'web',
    port: 8080,
    shared: { logs: '64Mi' },
    mounts: { '/var/log': 'logs' },
    sidecars: { one: sidecar },
  }),
  ...more,
})

const sidecarOf = (components: Components, values = {}) =>
  the<IDeployment>(rendered(components, 'web', values), 'Deployment').spec?.template.spec
    ?.initContainers?.[0]

const relay = { relay: service({ image: 'relay', ports: { in: { port: 6601, protocol: 'tcp' } } }) }

describe('a log collector', () => {
  it('finds a component by its edge, a server elsewhere by its name', () => {
    const env = (to: Parameters<typeof logCollector>[0]['to'], more: Components = {}) =>
      sidecarOf(web(logCollector({ from: 'logs', ...(to ? { to } : {}) }), more))?.env
    const files = { name: 'LOG_FILES', value: '*.log' }
    expect(env(undefined)).toEqual([files])
    expect(env(call('relay', { port: 'in' }), relay)).toEqual([
      { name: 'SYSLOG_HOST', value: 'shop-relay' },
      { name: 'SYSLOG_PORT', value: '6601' },
      files,
    ])
    expect(env({ host: 'logs.example.com', port: 601 })).toEqual([
      files,
      { name: 'SYSLOG_HOST', value: 'logs.example.com' },
      { name: 'SYSLOG_PORT', value: '601' },
    ])
  })

  it.each([
    ['internet', {}, '0.0.0.0/0'],
    ['outside', { cidrs: ['10.1.0.0/16'] }, '10.1.0.0/16'],
  ])('may reach a server in the %s, at its port alone', (name, where, cidr) => {
    const to = { host: 'logs.example.com', port: 601, ...where }
    const policies = rendered(web(logCollector({ from: 'logs', to })), 'web')
    const { spec } = the<INetworkPolicy>(policies, 'NetworkPolicy', `shop-web-${name}`)
    expect(spec?.egress?.[0]?.ports).toEqual([{ protocol: 'TCP', port: 601 }])
    expect(spec?.egress?.[0]?.to?.[0]?.ipBlock?.cidr).toBe(cidr)
  })

  it('has what a sidecar has: another image, amounts, a user', () => {
    const own = { image: 'registry.example.com/syslog-ng:4', uid: 33, resources: {} }
    expect(sidecarOf(web(logCollector({ from: 'logs', ...own })))).toMatchObject({
      image: 'registry.example.com/syslog-ng:4',
      securityContext: { runAsUser: 33, readOnlyRootFilesystem: true },
    })
  })
})

it('an exporter for nginx is reached by those whom the values name', () => {
  const objects = rendered(web(nginxExporter({ port: 9200 })), 'web', {
    allowFrom: { prometheus: { podLabels: { app: 'prometheus' } } },
  })
  expect(the(objects, 'NetworkPolicy', 'shop-web-allow-from')).toMatchObject({
    spec: { ingress: [{ ports: [{ port: 8080 }, { port: 9200 }] }] },
  })
})

describe('a ready-made sidecar that is described wrongly', () => {
  const problems = (sidecar: SidecarOptions): readonly string[] => {
    try {
      generate({ components: web(sidecar) }, identity)
      return []
    } catch (error) {
      if (!(error instanceof ChartError)) throw error
      return error.problems.map(({ path, message }) => `${path}: ${message}`)
    }
  }

  it.each<[string, SidecarOptions, string]>([
    [
      'reads no volume',
      logCollector(undefined as never),
      'components.web.sidecars.one.mounts./logs.volume: the key volume is missing',
    ],
    [
      'reads a volume that there is not',
      logCollector({ from: 'lgos' }),
      'components.web.sidecars.one.mounts./logs: there is no volume lgos to mount',
    ],
    [
      'has an option that there is not',
      logCollector({ from: 'logs', file: '*.log' } as never),
      'components.web.sidecars.one.file: there is no key file here',
    ],
    [
      'sends to nobody',
      logCollector({ from: 'logs', to: call('relay') }),
      'components.web.sidecars.one.uses: web uses "relay", which is no component',
    ],
    [
      'has a port that there is not',
      nginxExporter({ port: 113 }),
      'components.web.sidecars.one.ports.nginx-metrics: a service listens on a port from 1024 to 65535, not on 113',
    ],
  ])('%s', (_, sidecar, wanted) => {
    expect(problems(sidecar)).toEqual([wanted])
  })

  it('asks what is no URL', () => {
    expect(() => nginxExporter({ status: '8080/status' })).toThrow('nginxExporter asks a URL')
  })

  it('writes its lines nowhere', () => {
    expect(() => logCollector({ from: 'logs', stdout: false })).toThrow('nowhere to write')
  })
})
