import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { ICronJob } from 'kubernetes-models/batch/v1/CronJob'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IService } from 'kubernetes-models/v1/Service'
import { describe, expect, it } from 'vitest'
import {
  call,
  database,
  gateway,
  job,
  outside,
  postgresql,
  service,
  worker,
} from '../../src/index.ts'
import { checkPlatform } from '../../src/platform/check-platform.ts'
import type { Components } from '../../src/platform/define-platform.ts'
import { resolvePlatform } from '../../src/platform/resolve.ts'
import type { Values } from '../../src/values/value.ts'
import { workloads } from '../workloads-project.ts'
import { rendered, resolved, the } from './rendered.ts'

const { components } = workloads

const container = (name: string, values: Values = {}): IContainer => {
  const deployment = the<IDeployment>(rendered(components, name, values), 'Deployment')
  const [own] = deployment.spec?.template.spec?.containers ?? []
  if (!own) throw new Error('there is no container')
  return own
}

const kindsOf = (name: string, values: Values = {}): readonly string[] =>
  rendered(components, name, values)
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'NetworkPolicy')
    .toSorted()

/** What is wrong with a platform: code and path. */
const problems = (of: Components): readonly string[] =>
  checkPlatform(resolvePlatform('shop', { components: of })).map(
    ({ code, path }) => `${code} ${path}`,
  )

describe('ports by name', () => {
  it('are in the container, and in the Service unless they are its own', () => {
    expect(container('catalog').ports).toEqual([
      { name: 'grpc', containerPort: 3550, protocol: 'TCP' },
      { name: 'gossip', containerPort: 7946, protocol: 'UDP' },
      { name: 'metrics', containerPort: 9100, protocol: 'TCP' },
    ])
    expect(the<IService>(rendered(components, 'catalog'), 'Service').spec?.ports).toEqual([
      {
        name: 'grpc',
        port: 3550,
        targetPort: 'grpc',
        protocol: 'TCP',
        appProtocol: 'kubernetes.io/h2c',
      },
      { name: 'gossip', port: 7946, targetPort: 'gossip', protocol: 'UDP' },
    ])
  })

  it('are open to clients, those of the Service alone', () => {
    const policy = the<INetworkPolicy>(
      rendered(components, 'catalog'),
      'NetworkPolicy',
      'shop-catalog-ingress',
    )
    expect(policy.spec?.ingress?.[0]?.ports).toEqual([
      { protocol: 'TCP', port: 3550 },
      { protocol: 'UDP', port: 7946 },
    ])
  })

  it('are told to callers by the one that they choose, else by the first', () => {
    expect(container('frontend').env).toEqual(
      expect.arrayContaining([
        { name: 'PRODUCT_CATALOG_ADDR', value: 'shop-catalog:3550' },
        { name: 'GOSSIP_ADDRESS', value: 'shop-catalog:7946' },
      ]),
    )
    expect(container('mailer').env).toContainEqual({
      name: 'RELAY_ADDRESS',
      value: 'shop-relay:2525',
    })
  })
})

describe('probes', () => {
  const action = ({ initialDelaySeconds, periodSeconds, ...rest }: object & Patience) => {
    const { timeoutSeconds, failureThreshold, ...asked } = rest
    expect([initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold]).not.toContain(
      undefined,
    )
    return asked
  }
  interface Patience {
    readonly initialDelaySeconds?: number
    readonly periodSeconds?: number
    readonly timeoutSeconds?: number
    readonly failureThreshold?: number
  }

  it.each([
    ['catalog', { grpc: { port: 3550 } }],
    ['relay', { tcpSocket: { port: 'smtp' } }],
  ])('of %s ask what its first port speaks', (name, asked) => {
    const { startupProbe, livenessProbe, readinessProbe } = container(name)
    const all = [startupProbe, livenessProbe, readinessProbe].map((one) => action(one ?? {}))
    expect(all).toEqual([asked, asked, asked])
  })

  it('are those of the model where it says them', () => {
    const { startupProbe, livenessProbe, readinessProbe } = container('frontend')
    expect(startupProbe).toBeUndefined()
    expect(action(livenessProbe ?? {})).toEqual({ httpGet: { path: '/alive', port: 'admin' } })
    expect(action(readinessProbe ?? {})).toEqual({ exec: { command: ['cat', '/tmp/ready'] } })
  })

  it('of a worker are those of the model alone, and the start is over once it is alive', () => {
    const { startupProbe, livenessProbe, readinessProbe, ports } = container('mailer')
    const own = ports?.map(({ name, containerPort }) => [name, containerPort])
    expect(action(startupProbe ?? {})).toEqual({ exec: { command: ['/alive'] } })
    expect(action(livenessProbe ?? {})).toEqual({ exec: { command: ['/alive'] } })
    expect(readinessProbe).toBeUndefined()
    expect(own).toEqual([
      ['own', 9101],
      ['control', 9102],
    ])
  })
})

describe('what a container runs', () => {
  it('is as the model says, to the letter', () => {
    expect(container('frontend')).toMatchObject({
      command: ['/frontend'],
      args: ['--title={{ shop }}'],
      workingDir: '/srv',
    })
  })

  it('gets constants as they are: the kubelet looks for no variable in them', () => {
    expect(container('catalog').env).toEqual(
      expect.arrayContaining([
        { name: 'LOG_FORMAT', value: 'json' },
        { name: 'PRICE', value: '$$(PRICE)' },
      ]),
    )
  })

  it('runs as the user of the model, unless the values say another', () => {
    const user = (values: Values) =>
      the<IDeployment>(rendered(components, 'catalog', values), 'Deployment').spec?.template.spec
        ?.securityContext
    expect(user({})).toMatchObject({ runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 })
    expect(user({ securityContext: { runAsUser: 2000 } })).toMatchObject({ runAsUser: 2000 })
  })
})

describe('a worker', () => {
  it('has all that a service has but the Service', () => {
    expect(kindsOf('mailer')).toEqual([
      'ConfigMap',
      'Deployment',
      'HorizontalPodAutoscaler',
      'Job',
      'ServiceAccount',
    ])
  })
})

describe('a service that others than components reach', () => {
  const policy = (values: Values, name: string) =>
    the<INetworkPolicy>(rendered(components, 'catalog', values), 'NetworkPolicy', name).spec

  it('opens all of its ports to pods that the values name', () => {
    const allowFrom = {
      prometheus: { namespace: 'monitoring', podLabels: { app: 'prometheus' } },
      nextDoor: { podLabels: { app: 'debug' } },
    }
    const open = policy({ allowFrom }, 'shop-catalog-allow-from')
    expect(open?.ingress?.map(({ from }) => from)).toEqual([
      [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } },
          podSelector: { matchLabels: { app: 'debug' } },
        },
      ],
      [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
          podSelector: { matchLabels: { app: 'prometheus' } },
        },
      ],
    ])
    expect(open?.ingress?.[0]?.ports).toContainEqual({ protocol: 'TCP', port: 9100 })
  })

  it('never opens to everybody where an entry says nothing: it is the pods of the namespace', () => {
    const open = policy({ allowFrom: { all: {} } }, 'shop-catalog-allow-from')
    expect(open?.ingress?.map(({ from }) => from)).toEqual([
      [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } } }],
    ])
  })

  it('opens the ports of its Service to the sources of a LoadBalancer', () => {
    const service = {
      type: 'LoadBalancer',
      sourceRanges: ['203.0.113.0/24'],
      loadBalancerClass: 'example.com/internal',
      nodePorts: { grpc: 30180 },
    }
    const spec = the<IService>(rendered(components, 'catalog', { service }), 'Service').spec
    expect(spec).toMatchObject({
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      loadBalancerClass: 'example.com/internal',
    })
    expect(spec?.ports?.map(({ nodePort }) => nodePort)).toEqual([30_180, undefined])
    expect(policy({ service }, 'shop-catalog-public')?.ingress).toEqual([
      {
        from: [{ ipBlock: { cidr: '203.0.113.0/24' } }],
        ports: [
          { protocol: 'TCP', port: 3550 },
          { protocol: 'UDP', port: 7946 },
        ],
      },
    ])
  })

  it('is open to any address where a NodePort names none', () => {
    const open = policy({ service: { type: 'NodePort' } }, 'shop-catalog-public')
    expect(open?.ingress?.[0]).not.toHaveProperty('from')
  })

  it('is open to its clients alone by default', () => {
    const names = rendered(components, 'catalog').map(({ metadata: { name } }) => name)
    expect(names.filter((name) => /allow-from|public/.test(name))).toEqual([])
  })
})

describe('an account that two components share', () => {
  const store = (values: Values = {}) => rendered(components, 'postgresql', values)
  const inline: Values = {
    global: { secrets: { provider: 'inline' } },
    auth: { password: 'root' },
    exporter: { password: 'secret' },
    standbys: { password: 'secret' },
    backup: {
      password: 'secret',
      repositoryPassword: 'secret',
      target: { s3: { accessKey: 'key', secretKey: 'secret' } },
    },
    clients: Object.fromEntries(
      ['ledger', 'shop', 'store', 'wiki'].map((client) => [client, { password: 'secret' }]),
    ),
  }

  it('is one database, one role and one Secret, with what both ask for', () => {
    const names = store(inline).map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    const own = names.filter((name) => /postgresql-(shop|mailer|seed)$/.test(name))
    expect(own).toEqual(['ConfigMap shop-postgresql-shop', 'Secret shop-postgresql-shop'])
  })

  it('is what both connect with', () => {
    const variable = (container: IContainer | undefined, name: string) =>
      container?.env?.find((one) => one.name === name)?.valueFrom
    const key = { name: 'shop-postgresql-shop', key: 'host' }
    const mailer = the<IDeployment>(rendered(components, 'mailer'), 'Deployment').spec?.template
    const pooler = mailer?.spec?.initContainers?.find(({ name }) => name === 'pgbouncer')
    expect(variable(pooler, 'DATABASE_HOST')).toEqual({ configMapKeyRef: key })
    const job = the<IJob>(rendered(components, 'seed'), 'Job').spec?.template.spec
    const name = { configMapKeyRef: { ...key, key: 'database' } }
    expect(variable(job?.containers[0], 'DATABASE_NAME')).toEqual(name)
    expect(variable(job?.initContainers?.[0], 'PGHOST')).toEqual({ configMapKeyRef: key })
  })

  it('rolls both when its password is another one', () => {
    const { component, context } = resolved(components, 'postgresql')
    const shared = component.secrets?.(context).find(({ name }) => name === 'postgresql-shop')
    expect(shared?.takenOverBy).toEqual([
      'postgresql.provisioning.run',
      'mailer.podAnnotations.rotated',
      'seed.podAnnotations.rotated',
    ])
  })
})

it('comes to addresses outside the cluster, and to those alone', () => {
  const policy = the<INetworkPolicy>(
    rendered(components, 'mailer'),
    'NetworkPolicy',
    'shop-mailer-outside',
  )
  expect(policy.spec?.egress).toEqual([
    { to: [{ ipBlock: { cidr: '10.20.0.0/16' } }], ports: [{ protocol: 'TCP', port: 25 }] },
  ])
})

describe('a job', () => {
  const pod = (values: Values = {}) => the<IJob>(rendered(components, 'seed', values), 'Job')

  it('runs once for each version of its pod', () => {
    expect(kindsOf('seed')).toEqual(['ConfigMap', 'Job', 'ServiceAccount'])
    expect(pod().metadata?.name).toMatch(/^shop-seed-job-/)
    expect(pod({ run: 7 }).spec?.template.metadata?.annotations).toMatchObject({ run: '7' })
    expect(pod({ backoffLimit: 1 }).spec?.template).toEqual(pod().spec?.template)
  })

  it('waits, gets its secrets, and comes to what it uses', () => {
    const { metadata, spec } = pod().spec?.template ?? {}
    expect(spec?.initContainers?.map(({ name }) => name)).toEqual([
      'wait-for-postgresql',
      'pool',
      'circuit-breaker',
      'shipper',
    ])
    expect(spec?.containers[0]?.env).toContainEqual({
      name: 'FEED_KEY',
      valueFrom: { secretKeyRef: { name: 'shop-seed-feed', key: 'key' } },
    })
    expect(metadata?.labels).toMatchObject({
      'postgresql-client': 'true',
      'catalog-client': 'true',
    })
  })

  it('runs by its schedule, which is a value', () => {
    const cron = (values: Values = {}) =>
      the<ICronJob>(rendered(components, 'reindex', values), 'CronJob').spec
    expect(cron()).toMatchObject({
      schedule: '30 2 * * *',
      timeZone: 'Europe/Berlin',
      suspend: false,
      concurrencyPolicy: 'Forbid',
    })
    expect(cron({ schedule: { cron: '@hourly', timeZone: '' } })).not.toHaveProperty('timeZone')
    expect(cron()).not.toHaveProperty('startingDeadlineSeconds')
  })
})

describe('a wrong model', () => {
  const image = 'shop/app'

  it.each<[string, Components, readonly string[]]>([
    ['without a port', { a: service({ image }) }, ['no-port components.a']],
    [
      'without a port that others reach',
      { a: service({ image, ports: { metrics: { port: 9100, service: false } } }) },
      ['no-port components.a'],
    ],
    [
      'that may write where the CA of a store is',
      {
        a: worker({ image, uses: [database('db')], writable: ['/etc/ssl/db', '/db/ca'] }),
        db: postgresql(),
      },
      ['mounted-twice components.a.writable', 'mounted-twice components.a.writable'],
    ],
    [
      'with two directories of one volume, and one that no volume can be called after',
      { a: worker({ image, writable: ['/var/cache', '/var-cache', '/'] }) },
      ['writable-path components.a.writable', 'mounted-twice components.a.writable'],
    ],
    [
      'with a variable of a Secret that cannot be called so',
      { a: worker({ image, secrets: { smtp: { password: '1 A' } } }) },
      ['variable-name components.a.secrets'],
    ],
    [
      'with port and ports',
      { a: service({ image, port: 8080, ports: { admin: 8081 } }) },
      ['port-and-ports components.a.port'],
    ],
    [
      'with two ports of one number',
      { a: service({ image, ports: { http: 8080, admin: 8080 } }) },
      ['duplicate-port components.a.ports.admin'],
    ],
    [
      'with a port whose name Kubernetes refuses',
      { a: service({ image, ports: { Admin_Port: 8080 } }) },
      ['port-name components.a.ports.Admin_Port'],
    ],
    [
      'that calls a port which is not there',
      {
        a: service({ image, ports: { http: 8080, metrics: { port: 9100, service: false } } }),
        b: worker({ image, uses: [call('a', { port: 'metrics' })] }),
      },
      ['unknown-port components.b.uses'],
    ],
    [
      'with a probe of a port which is not there',
      { a: service({ image, port: 8080, probes: { liveness: { grpc: '' } } }) },
      ['probe-port components.a.probes.startup', 'probe-port components.a.probes.liveness'],
    ],
    [
      'with a probe that asks two things',
      {
        a: service({
          image,
          port: 8080,
          probes: { readiness: { http: '/', exec: ['x'] } as never },
        }),
      },
      ['probe-kind components.a.probes.readiness'],
    ],
    [
      'with a constant that no variable can be called',
      { a: worker({ image, env: { '1A': 'x' } }) },
      ['variable-name components.a.env'],
    ],
    [
      'that sets one variable twice',
      { a: service({ image, port: 8080, env: { PORT: '1' } }) },
      ['duplicate-environment components.a.uses'],
    ],
    [
      'with an account that no role can be called',
      { a: worker({ image, uses: [database('db', { account: 'Shop_A' })] }), db: postgresql() },
      ['account-name components.a.uses'],
    ],
    [
      'with the account of another one that shares it with nobody',
      {
        a: worker({ image, uses: [database('db', { account: 'b' })] }),
        b: worker({ image, uses: [database('db')] }),
        db: postgresql(),
      },
      ['account-of-another components.a.uses'],
    ],
    [
      'with an account that both edges name, though one is called like it',
      {
        a: worker({ image, uses: [database('db', { account: 'b' })] }),
        b: worker({ image, uses: [database('db', { account: 'b' })] }),
        c: worker({
          image,
          sidecars: { d: { image, uses: [database('db', { account: 'c' })] } },
          uses: [database('db', { env: { DB: '{host}' } })],
        }),
        db: postgresql(),
      },
      [],
    ],
    [
      'that reaches a name',
      { a: worker({ image, uses: [outside({ cidrs: ['mail.corp'], ports: [25] })] }) },
      ['bad-cidr components.a.uses'],
    ],
    [
      'with a route to a worker',
      { a: worker({ image }), g: gateway({ routes: { '/': 'a' } }) },
      ['wrong-interface components.g.uses'],
    ],
    [
      'with a route to a service that speaks no HTTP',
      {
        a: service({ image, ports: { grpc: { port: 9000, protocol: 'grpc' } } }),
        g: gateway({ routes: { '/': 'a' } }),
      },
      ['route-without-http components.g.routes["/"]'],
    ],
  ])('%s has one clear error each', (_, of, wanted) => {
    expect(problems(of)).toEqual(wanted)
  })

  it('names the options of its kind', () => {
    const faults = (one: { readonly faults?: readonly object[] }) => one.faults
    expect(faults(worker({ image, port: 8080 } as never))).toMatchObject([
      { message: 'worker has no option port' },
    ])
    expect(faults(job({ image, schedule: 5 } as never))).toMatchObject([{ path: 'schedule' }])
    expect(faults(job({ image, backoffLimit: 5 } as never))).toMatchObject([
      { hint: expect.stringContaining('it is a value') },
    ])
  })
})
