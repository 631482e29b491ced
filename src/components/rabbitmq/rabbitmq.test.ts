import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { ISecret } from 'kubernetes-models/v1/Secret'
import type { IService } from 'kubernetes-models/v1/Service'
import { describe, expect, it } from 'vitest'
import { planChart } from '../../chart/plan.ts'
import { rabbitmq } from './rabbitmq.ts'
import { service } from '../service/service.ts'
import { edgeEnvironment, waitsFor } from '../../platform/connections.ts'
import type { Components } from '../../platform/define-platform.ts'
import { queue } from 'chartwright'
import { defaultsOf } from '../../values/defaults.ts'
import { overlay } from '../../helm/merge/overlay.ts'
import type { Values } from '../../values/value.ts'
import { editorValidator, helmValidator } from '../../../test/schema/parity-ajv.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import {
  contextOf,
  type Manifest,
  rendered,
  resolved,
  the,
} from '../../../test/components/rendered.ts'

const client = (as?: string) =>
  service({ image: 'shop/app', port: 8080, uses: [queue('rabbitmq', as ? { as } : {})] })

const components = { orders: client(), 'user-profiles': client(), rabbitmq: rabbitmq() }

const objects = (values: Values = {}, of: Components = components): readonly Manifest[] =>
  rendered(of, 'rabbitmq', values)

const kinds = (values: Values): readonly string[] =>
  objects(values).map(({ kind, metadata }) => `${kind} ${metadata.name}`)

const configuration = (values: Values = {}): Readonly<Record<string, string>> =>
  the<IConfigMap>(objects(values), 'ConfigMap', 'shop-rabbitmq').data ?? {}

const settings = (values: Values = {}): readonly string[] =>
  configuration(values)['rabbitmq.conf']?.split('\n') ?? []

const inline: Values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'root', erlangCookie: 'abcdefghijklmnopqrstuvwx' },
  clients: { orders: { password: 'a b/c' }, 'user-profiles': { password: 'x' } },
}

const { schema } = planChart(resolved(components, 'rabbitmq'), {})
const validators = [editorValidator(schema), helmValidator(schema)]

const accepted = (values: Values): readonly boolean[] =>
  validators.map((validate) => validate(overlay(defaultsOf(schema), values)))

const preStop = (replicas: number) => configuration({ replicas })['pre-stop.sh']?.split('\n')

const ports = (...all: readonly number[]) => all.map((port) => ({ protocol: 'TCP', port }))

const policy = (name: string) => the<INetworkPolicy>(objects(), 'NetworkPolicy', name).spec

const variables = (as?: string) =>
  edgeEnvironment(contextOf({ ...components, orders: client(as) }, 'orders'))

const problems = (of: Components) => {
  const { component, context } = resolved(of, 'rabbitmq')
  return component.check?.(context)
}

describe('the cluster', () => {
  const set = the<IStatefulSet>(objects(), 'StatefulSet')
  const pod = set.spec?.template.spec
  const [container] = pod?.containers ?? []

  it('has three nodes that start together, each with a claim of its own', () => {
    expect(set.spec).toMatchObject({
      replicas: 3,
      podManagementPolicy: 'Parallel',
      serviceName: 'shop-rabbitmq-headless',
      volumeClaimTemplates: [{ metadata: { name: 'data' } }],
    })
  })

  it('has the image that is pinned', () => {
    expect(container?.image).toBe('docker.io/library/rabbitmq:4.3.6-management')
  })

  it('keeps every rule for pods', () => {
    expect(brokenPodRules(pod)).toEqual([])
  })

  it('writes to volumes only', () => {
    const written = container?.volumeMounts?.filter(({ readOnly }) => !readOnly)
    expect(written?.map(({ mountPath }) => mountPath)).toEqual([
      '/var/lib/rabbitmq',
      '/var/log/rabbitmq',
      '/tmp',
    ])
  })

  it('has no secret in its environment', () => {
    expect(JSON.stringify(container?.env)).not.toContain('secretKeyRef')
  })

  it('gives each node the name that the others know it by', () => {
    expect(container?.env).toContainEqual({
      name: 'RABBITMQ_NODENAME',
      value: 'rabbit@$(POD_NAME).shop-rabbitmq-headless',
    })
    expect(settings().filter((line) => line.includes('.nodes.'))).toEqual([
      'cluster_formation.classic_config.nodes.0 = rabbit@shop-rabbitmq-0.shop-rabbitmq-headless',
      'cluster_formation.classic_config.nodes.1 = rabbit@shop-rabbitmq-1.shop-rabbitmq-headless',
      'cluster_formation.classic_config.nodes.2 = rabbit@shop-rabbitmq-2.shop-rabbitmq-headless',
    ])
  })

  it('lets nodes find each other before they are ready', () => {
    const headless = the<IService>(objects(), 'Service', 'shop-rabbitmq-headless')
    expect(headless.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true })
  })

  it('tells a node how much memory it has, since it would count the machine’s', () => {
    expect(container?.env?.slice(-2)).toEqual([
      { name: 'MEMORY_LIMIT', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } },
      {
        name: 'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS',
        value: '-rabbit total_memory_available_override_value $(MEMORY_LIMIT)',
      },
    ])
  })

  it('starts no Erlang machine for the frequent probes', () => {
    expect(container?.startupProbe?.tcpSocket).toEqual({ port: 'amqp' })
    expect(container?.readinessProbe?.tcpSocket).toEqual({ port: 'amqp' })
    expect(container?.livenessProbe).toMatchObject({
      exec: { command: ['rabbitmq-diagnostics', '--quiet', 'ping'] },
      periodSeconds: 60,
    })
  })

  it('leaves in order, within the time that it has', () => {
    expect(container?.lifecycle?.preStop?.exec?.command).toEqual([
      'bash',
      '/etc/rabbitmq/pre-stop.sh',
    ])
    expect(preStop(3)?.slice(2)).toEqual([
      'rabbitmq-upgrade --quiet --timeout 60 await_online_quorum_plus_one || true',
      'rabbitmq-upgrade --quiet drain',
      '',
    ])
    expect(preStop(1)?.slice(2)).toEqual(['rabbitmq-upgrade --quiet drain', ''])
    expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(2 * 60)
  })

  it('lets one node go at a time, and a node alone at any time', () => {
    const budget = the<IPodDisruptionBudget>(objects(), 'PodDisruptionBudget')
    expect(budget.spec?.maxUnavailable).toBe(1)
    expect(kinds({ replicas: 1 }).join()).not.toContain('PodDisruptionBudget')
  })

  it('can be one node, which has no other to wait for', () => {
    expect(settings({ replicas: 1 }).filter((line) => line.includes('.nodes.'))).toHaveLength(1)
    expect(the<IStatefulSet>(objects({ replicas: 1 }), 'StatefulSet').spec?.replicas).toBe(1)
  })
})

describe('the configuration', () => {
  it('makes quorum queues, unless the values say otherwise', () => {
    expect(settings()).toContain('default_queue_type = quorum')
    expect(settings({ config: { default_queue_type: 'classic' } })).toContain(
      'default_queue_type = classic',
    )
  })

  it('has the settings of the values, the further ones last', () => {
    const values = {
      config: { disk_free_limit: '2GB', vm_memory_high_watermark: 0.5 },
      extraConfig: { heartbeat: '30', channel_max: '128' },
    }
    expect(settings(values).slice(-5)).toEqual([
      'disk_free_limit.absolute = 2GB',
      'vm_memory_high_watermark.relative = 0.5',
      'channel_max = 128',
      'heartbeat = 30',
      '',
    ])
  })

  it('enables management and metrics, and the further plugins that are on', () => {
    const extraPlugins = { rabbitmq_shovel: true, rabbitmq_federation: false }
    const plugins = configuration({ extraPlugins })['enabled_plugins'] ?? ''
    expect(plugins.match(/\w+/g)).toEqual([
      'rabbitmq_management',
      'rabbitmq_shovel',
      'rabbitmq_prometheus',
    ])
  })

  it('writes each setting of the chart once, and keeps it from the further ones', () => {
    const names = settings().flatMap((line) => /^[a-z][\w.]*/.exec(line) ?? [])
    expect(new Set(names).size).toBe(names.length)
    for (const name of names.filter((one) => !one.includes('.nodes.'))) {
      expect([name, ...accepted({ extraConfig: { [name]: 'x' } })]).toEqual([name, false, false])
    }
  })
})

describe('the values', () => {
  it.each<Values>([
    { replicas: 5 },
    { config: { vm_memory_high_watermark: 0.4 } },
    { extraConfig: { 'default_limits.vhosts.1.pattern': '.*' } },
    { auth: { erlangCookie: 'x'.repeat(64) } },
  ])('may be %j', (values) => {
    expect(accepted(values)).toEqual([true, true])
  })

  it.each<Values>([
    { replicas: 2 },
    { replicas: 0 },
    { config: { vm_memory_high_watermark: 1 } },
    { config: { disk_free_limit: '1Gi' } },
    { config: { disk_free_limit: '0' } },
    { config: { default_queue_type: 'mirrored' } },
    { extraConfig: { heartbeat: '30\nloopback_users = none' } },
    { extraPlugins: { rabbitmq_management: false } },
    { auth: { erlangCookie: 'short' } },
    { clients: { nobody: { password: 'x' } } },
  ])('may not be %j', (values) => {
    expect(accepted(values)).toEqual([false, false])
  })
})

describe('the network', () => {
  const nodes = the<IStatefulSet>(objects(), 'StatefulSet').spec?.selector
  const job = the<IJob>(objects(), 'Job').spec?.template.metadata?.labels

  it('lets clients speak AMQP, and nothing else', () => {
    expect(policy('shop-rabbitmq-ingress')?.ingress?.[0]?.ports).toEqual(ports(5672))
    expect(policy('shop-rabbitmq-clients-egress')?.egress?.[0]?.ports).toEqual(ports(5672))
  })

  it('lets the nodes and the provisioning Job speak Erlang, both ways between nodes', () => {
    const ingress = policy('shop-rabbitmq-nodes')?.ingress?.[0]
    const [fromNodes, fromJob] = ingress?.from ?? []
    expect(ingress?.ports).toEqual(ports(4369, 25_672))
    expect(fromNodes?.podSelector).toEqual(nodes)
    expect(job).toMatchObject(fromJob?.podSelector?.matchLabels ?? { there: 'is none' })
    const way = [{ to: [{ podSelector: nodes }], ports: ports(4369, 25_672) }]
    expect(policy('shop-rabbitmq-nodes')?.egress).toEqual(way)
    expect(policy('shop-rabbitmq-provision')).toMatchObject({
      podSelector: fromJob?.podSelector,
      egress: way,
    })
  })

  it('offers the management UI and the metrics by the Service', () => {
    const { ports: offered } = the<IService>(objects(), 'Service', 'shop-rabbitmq').spec ?? {}
    expect(offered?.map(({ name, port }) => [name, port])).toEqual([
      ['amqp', 5672],
      ['management', 15_672],
      ['prometheus', 15_692],
    ])
  })
})

describe('the secrets', () => {
  it('are somebody else’s with provider existing', () => {
    expect(objects().filter(({ kind }) => /Secret/.test(kind))).toEqual([])
  })

  it('hold the cookie of the nodes beside the password of the administrator', () => {
    const { data } = the<ISecret>(objects(inline), 'Secret', 'shop-rabbitmq')
    expect(data).toEqual({
      password: Buffer.from('root').toString('base64'),
      'erlang-cookie': Buffer.from('abcdefghijklmnopqrstuvwx').toString('base64'),
    })
  })

  it('have no default password and no default cookie', () => {
    const auth = { password: 'root', erlangCookie: '' }
    expect(() => objects({ ...inline, auth })).toThrow('set rabbitmq.auth.erlangCookie')
    expect(() => objects({ ...inline, auth: { ...auth, password: '' } })).toThrow(
      'set rabbitmq.auth.password',
    )
  })

  it('never show in a ConfigMap', () => {
    const texts = objects(inline).filter(({ kind }) => kind === 'ConfigMap')
    expect(JSON.stringify(texts)).not.toMatch(/a b\/c|a%20b|abcdefghij/)
  })

  it('are documented by name and key', () => {
    const { component, context } = resolved(components, 'rabbitmq')
    expect(component.secrets?.(context).map(({ name, keys }) => [name, Object.keys(keys)])).toEqual(
      [
        ['rabbitmq', ['password', 'erlang-cookie']],
        ['rabbitmq-orders', ['password', 'url-password']],
        ['rabbitmq-user-profiles', ['password', 'url-password']],
        ['rabbitmq-tls', ['ca.crt', 'tls.crt', 'tls.key']],
        ['rabbitmq-tls', ['ca.crt']],
      ],
    )
  })
})

describe('the connection of a client', () => {
  it('is RABBITMQ_URL, and its parts', () => {
    expect(variables().map(({ name }) => name)).toEqual([
      'RABBITMQ_SCHEME',
      'RABBITMQ_HOST',
      'RABBITMQ_PORT',
      'RABBITMQ_USERNAME',
      'RABBITMQ_PASSWORD',
      'RABBITMQ_VHOST',
      'RABBITMQ_URL_ADDRESS',
      'RABBITMQ_URL_PASSWORD',
      'RABBITMQ_URL',
    ])
  })

  it('has the prefix that the edge asks for, within the URL as well', () => {
    expect(variables('EVENTS').at(-1)).toEqual({
      name: 'EVENTS_URL',
      value: '$(EVENTS_SCHEME)://$(EVENTS_USERNAME):$(EVENTS_URL_PASSWORD)@$(EVENTS_URL_ADDRESS)',
    })
  })

  it('has a virtual host and a user by the name of the client', () => {
    const name = 'shop-rabbitmq-user-profiles'
    expect(the<IConfigMap>(objects(), 'ConfigMap', name).data).toEqual({
      scheme: 'amqp',
      host: 'shop-rabbitmq',
      port: '5672',
      'url-address': 'shop-rabbitmq:5672/user-profiles',
      vhost: 'user-profiles',
      username: 'user-profiles',
    })
  })

  it('waits with the image of the broker, and without a password among its arguments', () => {
    const [wait] = waitsFor(contextOf(components, 'orders'), () => true)
    expect(wait?.image.tag).toBe('4.3.6-management')
    expect(wait?.environment).toContainEqual(expect.objectContaining({ name: 'RABBITMQ_PASSWORD' }))
    expect(wait?.command.join(' ')).not.toContain('$(RABBITMQ_PASSWORD)')
  })
})

describe('mode external', () => {
  const external: Values = {
    mode: 'external',
    external: { host: 'fd00::5', port: 5671, tls: true, cidrs: ['fd00::/64'] },
  }

  it('renders no workload', () => {
    expect(kinds(external)).toEqual([
      'ConfigMap shop-rabbitmq-orders',
      'ConfigMap shop-rabbitmq-user-profiles',
      'NetworkPolicy shop-rabbitmq-external',
    ])
  })

  it('renders the Secrets of the clients, but not the broker’s', () => {
    const secrets = kinds({ ...inline, ...external }).filter((name) => name.startsWith('Secret'))
    expect(secrets).toEqual(['Secret shop-rabbitmq-orders', 'Secret shop-rabbitmq-user-profiles'])
  })

  it('gives the same keys, with an IPv6 address in brackets in the URL', () => {
    expect(the<IConfigMap>(objects(external), 'ConfigMap', 'shop-rabbitmq-orders').data).toEqual({
      scheme: 'amqps',
      host: 'fd00::5',
      port: '5671',
      'url-address': '[fd00::5]:5671/orders',
      vhost: 'orders',
      username: 'orders',
    })
  })

  it('needs a host', () => {
    expect(() => objects({ mode: 'external' })).toThrow('set rabbitmq.external.host')
  })
})

describe('the provisioning', () => {
  const script = (of: Components = components): string =>
    the<IConfigMap>(objects({}, of), 'ConfigMap', 'shop-rabbitmq-provision').data?.[
      'provision.sh'
    ] ?? ''
  const pod = the<IJob>(objects(), 'Job').spec?.template.spec

  it('keeps every rule for pods', () => {
    expect(brokenPodRules(pod)).toEqual([])
  })

  it('waits for a majority of the nodes', () => {
    expect(script()).toContain('await_online_nodes 2;')
  })

  it('gives each client what is its own', () => {
    expect(definitions(script())).toEqual({
      vhosts: [
        { name: 'orders', metadata: { default_queue_type: 'quorum' } },
        { name: 'user-profiles', metadata: { default_queue_type: 'quorum' } },
      ],
      users: [
        {
          name: 'admin',
          password: '$(escaped /run/secrets/rabbitmq/password)',
          tags: ['administrator'],
        },
        { name: 'orders', password: '$(escaped /run/secrets/clients/orders)', tags: [] },
        {
          name: 'user-profiles',
          password: '$(escaped /run/secrets/clients/user-profiles)',
          tags: [],
        },
      ],
      permissions: [
        { user: 'orders', vhost: 'orders', configure: '.*', write: '.*', read: '.*' },
        {
          user: 'user-profiles',
          vhost: 'user-profiles',
          configure: '.*',
          write: '.*',
          read: '.*',
        },
      ],
    })
  })

  it('gives all clients one virtual host where the model says so', () => {
    const shared = { ...components, rabbitmq: rabbitmq({ vhost: 'events' }) }
    expect(definitions(script(shared))).toMatchObject({
      vhosts: [{ name: 'events' }],
      permissions: [
        { user: 'orders', vhost: 'events' },
        { user: 'user-profiles', vhost: 'events' },
      ],
    })
    const connection = the<IConfigMap>(objects({}, shared), 'ConfigMap', 'shop-rabbitmq-orders')
    expect(connection.data).toMatchObject({
      vhost: 'events',
      'url-address': 'shop-rabbitmq:5672/events',
    })
  })

  it('is not there without clients', () => {
    const alone = rendered({ rabbitmq: rabbitmq() }, 'rabbitmq')
    expect(alone.filter(({ kind }) => kind === 'Job')).toEqual([])
  })
})

/** What the script imports. */
function definitions(script: string): unknown {
  return JSON.parse(/<<END\n(.*)\nEND\n/s.exec(script)?.[1] ?? '')
}

describe('the model', () => {
  it('refuses a client that is called admin', () => {
    expect(problems({ admin: client(), rabbitmq: rabbitmq() })).toMatchObject([
      { code: 'reserved-user-name', path: 'components.admin' },
    ])
  })

  it.each(['', 'a b', '/.', '..', 'a$b', 'ä', '-a', 'x'.repeat(64)])(
    'refuses a virtual host that is called %j',
    (vhost) => {
      expect(problems({ orders: client(), rabbitmq: rabbitmq({ vhost }) })).toMatchObject([
        { code: 'bad-vhost-name', path: 'components.rabbitmq.vhost' },
      ])
    },
  )

  it('accepts any other', () => {
    expect(problems(components)).toEqual([])
    for (const vhost of ['events.v1', '/', '/prod', 'a/b'])
      expect(problems({ orders: client(), rabbitmq: rabbitmq({ vhost }) })).toEqual([])
  })
})
