import type { IDeployment } from 'kubernetes-models/apps/v1/Deployment'
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IPersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import type { IService } from 'kubernetes-models/v1/Service'
import { describe, expect, it } from 'vitest'
import { planChart } from '../../chart/plan.ts'
import { redis } from './redis.ts'
import { service } from '../service/service.ts'
import { edgeEnvironment, waitsFor } from '../../platform/connections.ts'
import { cache } from 'chartwright'
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
  service({ image: 'shop/app', port: 8080, uses: [cache('redis', as ? { as } : {})] })

const components = { cart: client(), 'product-search': client(), redis: redis() }

const objects = (values: Values = {}): readonly Manifest[] => rendered(components, 'redis', values)

const kinds = (values: Values): readonly string[] =>
  objects(values).map(({ kind, metadata }) => `${kind} ${metadata.name}`)

const configuration = (values: Values = {}): Readonly<Record<string, string>> =>
  the<IConfigMap>(objects(values), 'ConfigMap', 'shop-redis').data ?? {}

const settings = (values: Values = {}): readonly string[] =>
  configuration(values)['redis.conf']?.split('\n') ?? []

const inline: Values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'root' },
  clients: { cart: { password: 'a b/c' }, 'product-search': { password: 'x' } },
}

const { schema } = planChart(resolved(components, 'redis'), {})
const validators = [editorValidator(schema), helmValidator(schema)]

const accepted = (values: Values): readonly boolean[] =>
  validators.map((validate) => validate(overlay(defaultsOf(schema), values)))

const variables = (as?: string) =>
  edgeEnvironment(contextOf({ ...components, cart: client(as) }, 'cart'))

const policy = (name: string) => the<INetworkPolicy>(objects(), 'NetworkPolicy', name).spec

describe('the server', () => {
  const deployment = the<IDeployment>(objects(), 'Deployment')
  const pod = deployment.spec?.template.spec
  const [container] = pod?.containers ?? []

  it('is one pod, which is gone before the next one mounts its volume', () => {
    expect(deployment.spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } })
  })

  it('has the image that is pinned', () => {
    expect(container?.image).toBe('docker.io/library/redis:8.10.2')
  })

  it('keeps every rule for pods', () => {
    expect(brokenPodRules(pod)).toEqual([])
  })

  it('writes to its volume, and its users to memory', () => {
    expect(container?.volumeMounts?.filter(({ readOnly }) => !readOnly)).toEqual([
      { name: 'data', mountPath: '/data' },
      { name: 'users', mountPath: '/run/redis' },
    ])
    expect(pod?.volumes?.find(({ name }) => name === 'users')?.emptyDir).toEqual({
      medium: 'Memory',
    })
  })

  it('starts anew with another configuration, password or client', () => {
    expect(Object.keys(deployment.spec?.template.metadata?.annotations ?? {})).toEqual([
      'checksum/configmap',
      'checksum/secret',
      'checksum/client-secrets',
    ])
  })

  it('has the password of each user as a file by the name of the user', () => {
    const files = pod?.volumes?.find(({ name }) => name === 'passwords')?.projected?.sources
    expect(files?.map(({ secret }) => [secret?.name, secret?.items])).toEqual([
      ['shop-redis', [{ key: 'password', path: 'admin' }]],
      ['shop-redis-cart', [{ key: 'password', path: 'cart' }]],
      ['shop-redis-product-search', [{ key: 'password', path: 'product-search' }]],
    ])
  })

  it.each(['startupProbe', 'livenessProbe', 'readinessProbe'] as const)(
    'answers the %s, which has no password among its arguments',
    (probe) => {
      expect(container?.[probe]?.exec?.command).toEqual([
        'sh',
        '-c',
        'redis-cli --user admin ping | grep -qx PONG',
      ])
      expect(container?.env).toEqual([
        {
          name: 'REDISCLI_AUTH',
          valueFrom: { secretKeyRef: { name: 'shop-redis', key: 'password' } },
        },
      ])
    },
  )

  it('has time to write its data before it is killed', () => {
    expect(pod?.terminationGracePeriodSeconds).toBe(60)
  })

  it('keeps its claim when the release goes', () => {
    const claim = the<IPersistentVolumeClaim>(objects(), 'PersistentVolumeClaim')
    expect(claim.metadata).toMatchObject({
      name: 'shop-redis-data',
      annotations: { 'helm.sh/resource-policy': 'keep' },
    })
    expect(kinds({ persistence: { enabled: false } }).join()).not.toContain('PersistentVolumeClaim')
  })
})

describe('as a StatefulSet', () => {
  const platform = { ...components, redis: redis({ statefulSet: true }) }
  const all = rendered(platform, 'redis')
  const set = the<IStatefulSet>(all, 'StatefulSet').spec

  it('has the pod, the claim and the selector that the Deployment has, and a headless Service', () => {
    const deployment = the<IDeployment>(objects(), 'Deployment').spec
    expect(set).toMatchObject({ replicas: 1, serviceName: 'shop-redis-headless' })
    expect(set?.selector).toEqual(deployment?.selector)
    expect(set?.template).toEqual(deployment?.template)
    expect(set?.volumeClaimTemplates).toBeUndefined()
    const { spec } = the<IService>(all, 'Service', 'shop-redis-headless')
    expect(spec).toMatchObject({ clusterIP: 'None', selector: set?.selector.matchLabels })
  })

  it('keeps no old ReplicaSets, and takes the name of the headless Service', () => {
    const { component, context } = resolved(
      { ...platform, redis: redis({ statefulSet: true, services: { headless: {} } }) },
      'redis',
    )
    expect(component.check?.(context)).toMatchObject([{ code: 'service-name' }])
    const { schema } = planChart(resolved(platform, 'redis'), {})
    expect(schema.properties).not.toHaveProperty('revisionHistoryLimit')
  })
})

describe('the configuration', () => {
  it('has the settings of the values, the further ones last', () => {
    const values = {
      config: { maxmemory: '1gb', maxmemoryPolicy: 'volatile-ttl', appendfsync: 'always' },
      resources: { limits: { memory: '2Gi' } },
      extraConfig: { save: '3600 1', 'maxmemory-samples': '10' },
    }
    expect(settings(values)).toEqual(
      expect.arrayContaining(['maxmemory 1gb', 'maxmemory-policy volatile-ttl', 'appendonly yes']),
    )
    expect(settings(values).slice(-5)).toEqual([
      'appendfsync always',
      'save ""',
      'maxmemory-samples 10',
      'save 3600 1',
      '',
    ])
  })

  it('leaves snapshots to Redis where there is no log of writes', () => {
    const lines = settings({ config: { appendonly: false } })
    expect(lines).toContain('appendonly no')
    expect(lines.filter((line) => /^(save|appendfsync)/.test(line))).toEqual([])
  })

  it('writes each setting of the chart once, and keeps it from the further ones', () => {
    const names = settings().flatMap((line) => /^[a-z][-a-z]*/.exec(line) ?? [])
    expect(new Set(names).size).toBe(names.length)
    const mayRepeat = new Set(['save']) // a further one adds to it
    for (const name of names.filter((one) => !mayRepeat.has(one))) {
      expect([name, ...accepted({ extraConfig: { [name]: 'x' } })]).toEqual([name, false, false])
    }
  })

  it('lets only the users in that it names, each under the rules of the values', () => {
    const lines = configuration({ clientCommands: '+@read' })['start.sh']?.split('\n') ?? []
    expect(lines.slice(lines.indexOf("client_commands='+@read'"))).toEqual([
      "client_commands='+@read'",
      '# Nobody can log in as default, but Redis 7 and Valkey 8 load transactions from their file with',
      '# the permissions of default, and drop what it may not do.',
      '{',
      "  echo 'user default off ~* &* +@all'",
      "  user admin '+@all'",
      '  user cart "$client_commands"',
      '  user product-search "$client_commands"',
      '} >/run/redis/users.acl',
      'exec redis-server /etc/redis/redis.conf',
      '',
    ])
  })
})

describe('the values', () => {
  it.each<Values>([
    { config: { maxmemory: '256mb' } },
    { clientCommands: '+@all -@dangerous +config|get -flushall' },
    { extraConfig: { 'client-output-buffer-limit': 'normal 0 0 0' } },
  ])('may be %j', (values) => {
    expect(accepted(values)).toEqual([true, true])
  })

  it.each<Values>([
    { config: { maxmemory: '256Mi' } },
    { config: { maxmemory: '0' } },
    { config: { maxmemoryPolicy: 'lru' } },
    { clientCommands: "+@all' ; reboot" },
    { clientCommands: '' },
    { extraConfig: { 'maxmemory-samples': '5\nuser default on nopass' } },
    { clients: { nobody: { password: 'x' } } },
  ])('may not be %j', (values) => {
    expect(accepted(values)).toEqual([false, false])
  })
})

describe('the secrets', () => {
  it('are somebody else’s with provider existing', () => {
    expect(objects().filter(({ kind }) => /Secret/.test(kind))).toEqual([])
  })

  it('have no default password', () => {
    expect(() => objects({ ...inline, auth: { password: '' } })).toThrow('set redis.auth.password')
  })

  it('never show in a ConfigMap', () => {
    const texts = objects(inline).filter(({ kind }) => kind === 'ConfigMap')
    expect(JSON.stringify(texts)).not.toMatch(/a b\/c|a%20b/)
  })

  it('are documented by name and key', () => {
    const { component, context } = resolved(components, 'redis')
    expect(component.secrets?.(context).map(({ name, keys }) => [name, Object.keys(keys)])).toEqual(
      [
        ['redis', ['password']],
        ['redis-cart', ['password', 'url-password']],
        ['redis-product-search', ['password', 'url-password']],
        ['redis-tls', ['ca.crt', 'tls.crt', 'tls.key']],
        ['redis-tls', ['ca.crt']],
      ],
    )
  })
})

describe('the connection of a client', () => {
  it('is REDIS_URL, and its parts', () => {
    expect(variables().map(({ name }) => name)).toEqual([
      'REDIS_SCHEME',
      'REDIS_HOST',
      'REDIS_PORT',
      'REDIS_USERNAME',
      'REDIS_PASSWORD',
      'REDIS_URL_ADDRESS',
      'REDIS_URL_PASSWORD',
      'REDIS_URL',
    ])
  })

  it('has the prefix that the edge asks for, within the URL as well', () => {
    expect(variables('SESSION').at(-1)).toEqual({
      name: 'SESSION_URL',
      value:
        '$(SESSION_SCHEME)://$(SESSION_USERNAME):$(SESSION_URL_PASSWORD)@$(SESSION_URL_ADDRESS)',
    })
  })

  it('has a user by the name of the client', () => {
    const name = 'shop-redis-product-search'
    expect(the<IConfigMap>(objects(), 'ConfigMap', name).data).toEqual({
      scheme: 'redis',
      host: 'shop-redis',
      port: '6379',
      'url-address': 'shop-redis:6379/0',
      username: 'product-search',
    })
  })

  it('waits with the image of the server, and without a password among its arguments', () => {
    const [wait] = waitsFor(contextOf(components, 'cart'), () => true)
    expect(wait?.image.tag).toBe('8.10.2')
    expect(wait?.environment).toContainEqual(expect.objectContaining({ name: 'REDIS_PASSWORD' }))
    expect(wait?.command.join(' ')).not.toMatch(/redis-cli.* (-a|--pass|-u) /)
  })

  it('is the only way to the server, and to nothing else', () => {
    const port = [{ protocol: 'TCP', port: 6379 }]
    const clients = {
      matchLabels: { 'app.kubernetes.io/instance': 'shop', 'redis-client': 'true' },
    }
    expect(policy('shop-redis-ingress')?.ingress).toEqual([
      { from: [{ podSelector: clients }], ports: port },
    ])
    expect(policy('shop-redis-clients-egress')).toMatchObject({
      podSelector: clients,
      egress: [{ ports: port }],
    })
  })
})

describe('mode external', () => {
  const external: Values = {
    mode: 'external',
    external: { host: 'fd00::5', port: 6380, tls: true, cidrs: ['fd00::/64'] },
  }

  it('renders no workload', () => {
    expect(kinds(external)).toEqual([
      'ConfigMap shop-redis-cart',
      'ConfigMap shop-redis-product-search',
      'NetworkPolicy shop-redis-external',
    ])
  })

  it('renders the Secrets of the clients, but not the administrator’s', () => {
    const secrets = kinds({ ...inline, ...external }).filter((name) => name.startsWith('Secret'))
    expect(secrets).toEqual(['Secret shop-redis-cart', 'Secret shop-redis-product-search'])
  })

  it('gives the same keys, with an IPv6 address in brackets in the URL', () => {
    expect(the<IConfigMap>(objects(external), 'ConfigMap', 'shop-redis-cart').data).toEqual({
      scheme: 'rediss',
      host: 'fd00::5',
      port: '6380',
      'url-address': '[fd00::5]:6380/0',
      username: 'cart',
    })
  })

  it('needs a host', () => {
    expect(() => objects({ mode: 'external' })).toThrow('set redis.external.host')
  })
})

describe('the model', () => {
  it.each(['admin', 'default'])('refuses a client that is called %s', (name) => {
    const { component, context } = resolved({ [name]: client(), redis: redis() }, 'redis')
    expect(component.check?.(context)).toMatchObject([
      { code: 'reserved-user-name', path: `components.${name}` },
    ])
  })

  it('accepts any other', () => {
    const { component, context } = resolved(components, 'redis')
    expect(component.check?.(context)).toEqual([])
  })
})

describe('backups', () => {
  const withBackup = { ...components, redis: redis({ backup: true }) }
  const claim = { backup: { target: { type: 'claim', claimName: 'backups' } } }
  const policies = (restore: Values): readonly string[] =>
    rendered(withBackup, 'redis', { ...claim, restore }).flatMap(({ kind, metadata }) =>
      kind === 'NetworkPolicy' ? [metadata.name] : [],
    )

  it('let the server take data from the pod of a restore, while there is one', () => {
    expect(policies({})).not.toContain('shop-redis-restore')
    expect(policies({ from: 'latest' })).toEqual(
      expect.arrayContaining(['shop-redis-restore', 'shop-redis-restore-egress']),
    )
  })

  it('refuse a restore with less memory than the data may take', () => {
    const config = { maxmemory: '1gb' }
    const resources = { limits: { memory: '2Gi' } }
    const tooLittle = { ...claim, config, resources }
    expect(() => rendered(withBackup, 'redis', tooLittle)).toThrow(
      'redis.config.maxmemory is above redis.restore.resources.limits.memory',
    )
    expect(() =>
      rendered(withBackup, 'redis', { ...tooLittle, restore: { resources } }),
    ).not.toThrow()
  })

  it('refuse a client that is called as their account', () => {
    const { component, context } = resolved(
      { backup: client(), redis: redis({ backup: true }) },
      'redis',
    )
    expect(component.check?.(context)).toMatchObject([
      { code: 'reserved-user-name', path: 'components.backup' },
    ])
  })
})
