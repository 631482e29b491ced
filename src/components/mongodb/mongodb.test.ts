import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import type { IJob } from 'kubernetes-models/batch/v1/Job'
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { ISecret } from 'kubernetes-models/v1/Secret'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { planChart } from '../../chart/plan.ts'
import { mongodb } from './mongodb.ts'
import { service } from '../service/service.ts'
import { edgeEnvironment, waitsFor } from '../../platform/connections.ts'
import { documents } from 'chartwright'
import type { Values } from '../../values/value.ts'
import { editorValidator } from '../../../test/schema/parity-ajv.ts'
import { brokenPodRules } from '../../../test/components/pod-rules.ts'
import {
  contextOf,
  type Manifest,
  rendered,
  resolved,
  the,
} from '../../../test/components/rendered.ts'

const client = (as?: string) =>
  service({ image: 'shop/app', port: 8080, uses: [documents('mongodb', as ? { as } : {})] })

const components = { catalog: client(), 'user-profiles': client(), mongodb: mongodb() }

const objects = (values: Values = {}): readonly Manifest[] =>
  rendered(components, 'mongodb', values)

const kinds = (values: Values): readonly string[] =>
  objects(values).map(({ kind, metadata }) => `${kind} ${metadata.name}`)

const inline: Values = {
  global: { secrets: { provider: 'inline' } },
  auth: { password: 'root', keyfile: 'c2VjcmV0' },
  clients: { catalog: { password: 'a b/c' }, 'user-profiles': { password: 'x' } },
}

const configuration = (values: Values = {}): unknown =>
  parse(the<IConfigMap>(objects(values), 'ConfigMap', 'shop-mongodb').data?.['mongod.conf'] ?? '')

const without = (key: string): Values => ({
  ...inline,
  auth: { password: 'root', keyfile: 'c2VjcmV0', [key]: '' },
})

const variables = (as?: string) =>
  edgeEnvironment(contextOf({ ...components, catalog: client(as) }, 'catalog'))

describe('the members', () => {
  const set = the<IStatefulSet>(objects(), 'StatefulSet')
  const [container] = set.spec?.template.spec?.containers ?? []

  it('have the image that is pinned', () => {
    expect(container?.image).toBe('docker.io/library/mongo:8.0.32-noble')
  })

  it('keep every rule for pods', () => {
    expect(brokenPodRules(set.spec?.template.spec)).toEqual([])
  })

  it('each have a claim of their own, which no label of a version could change', () => {
    expect(set.spec?.volumeClaimTemplates).toMatchObject([
      { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '8Gi' } } } },
    ])
    expect(Object.keys(set.spec?.volumeClaimTemplates?.[0]?.metadata?.labels ?? {})).toEqual([
      'app.kubernetes.io/name',
      'app.kubernetes.io/instance',
      'app.kubernetes.io/component',
    ])
  })

  it('copy the key to where only they can read it, in memory', () => {
    expect(container?.command).toEqual([
      'bash',
      '-c',
      'install --mode=0400 /run/secrets/mongodb/keyfile /data/configdb/keyfile && exec mongod --config /etc/mongodb/mongod.conf',
    ])
    expect(set.spec?.template.spec?.volumes).toContainEqual({
      name: 'key',
      emptyDir: { medium: 'Memory', sizeLimit: '1Mi' },
    })
  })

  it('get the key alone from their Secret', () => {
    const volume = set.spec?.template.spec?.volumes?.find(({ name }) => name === 'credentials')
    expect(volume?.secret?.items).toEqual([{ key: 'keyfile', path: 'keyfile' }])
  })

  it('may reach each other', () => {
    expect(set.spec?.template.metadata?.labels).toMatchObject({ 'mongodb-client': 'true' })
  })

  it('are drained one at a time, and one that is alone at any time', () => {
    expect(kinds({ replicas: 1 }).join()).not.toContain('PodDisruptionBudget')
    const { spec } = the<IPodDisruptionBudget>(objects({ replicas: 3 }), 'PodDisruptionBudget')
    expect(spec?.maxUnavailable).toBe(1)
  })

  it('are an odd number', () => {
    const accepts = editorValidator(planChart(resolved(components, 'mongodb'), {}).schema)
    expect([1, 2, 3, 4, 7, 9].filter((replicas) => accepts({ replicas }))).toEqual([1, 3, 7])
  })
})

describe('the configuration', () => {
  it('is that of a member of a replica set that wants a password', () => {
    expect(configuration()).toEqual({
      storage: { dbPath: '/data/db', wiredTiger: { engineConfig: { cacheSizeGB: 0.25 } } },
      net: {
        port: 27017,
        bindIpAll: true,
        ipv6: false,
        maxIncomingConnections: 1000,
        unixDomainSocket: { enabled: false },
      },
      security: { authorization: 'enabled', keyFile: '/data/configdb/keyfile' },
      replication: { replSetName: 'rs0', oplogSizeMB: 990 },
      operationProfiling: { slowOpThresholdMs: 100 },
    })
  })

  it('has the settings of the values', () => {
    const values = {
      config: { cacheSizeGB: 1.5, ipv6: true, maxIncomingConnections: 1000000 },
      resources: { limits: { memory: '4Gi' } },
    }
    expect(configuration(values)).toMatchObject({
      storage: { wiredTiger: { engineConfig: { cacheSizeGB: 1.5 } } },
      net: { ipv6: true, maxIncomingConnections: 1000000 },
    })
  })
})

describe('the user that dumps', () => {
  const script = (backup: boolean): string => {
    const target = { s3: { bucket: 'backups' } }
    const store = mongodb(backup ? { backup: { target } } : {})
    const all = rendered({ ...components, mongodb: store }, 'mongodb')
    return the<IConfigMap>(all, 'ConfigMap', 'shop-mongodb-provision').data?.['provision.js'] ?? ''
  }

  it('has the role of that name, and a file beside those of the clients', () => {
    expect(script(true)).toContain(
      "    provide('admin', client, 'backup', '/run/secrets/clients/' + client)\n",
    )
    expect(script(false)).not.toContain('backup')
  })
})

describe('the secrets', () => {
  it('are somebody else’s with provider existing', () => {
    expect(objects().filter(({ kind }) => /Secret/.test(kind))).toEqual([])
  })

  it('hold the key and the password with provider inline', () => {
    const { data = {} } = the<ISecret>(objects(inline), 'Secret', 'shop-mongodb')
    expect(Object.values(data).map((text) => Buffer.from(text, 'base64').toString())).toEqual([
      'root',
      'c2VjcmV0',
    ])
  })

  it('have neither a default password nor a default key', () => {
    expect(() => objects(without('password'))).toThrow('set mongodb.auth.password')
    expect(() => objects(without('keyfile'))).toThrow('set mongodb.auth.keyfile')
  })

  it('accept as a key what mongod accepts', () => {
    const accepts = editorValidator(planChart(resolved(components, 'mongodb'), {}).schema)
    const keys = ['', 'c2VjcmV0', 'short', 'not-base64!', `${'a'.repeat(1024)}`, 'a'.repeat(1025)]
    expect(keys.map((keyfile) => accepts({ auth: { keyfile } }))).toEqual([
      true,
      true,
      false,
      false,
      true,
      false,
    ])
  })

  it('are documented by name and key', () => {
    const { component, context } = resolved(components, 'mongodb')
    expect(component.secrets?.(context).map(({ name, keys }) => [name, Object.keys(keys)])).toEqual(
      [
        ['mongodb', ['password', 'keyfile']],
        ['mongodb-catalog', ['password', 'url-password']],
        ['mongodb-user-profiles', ['password', 'url-password']],
        ['mongodb-tls', ['ca.crt', 'tls.crt', 'tls.key']],
        ['mongodb-tls', ['ca.crt']],
      ],
    )
  })
})

describe('the connection of a client', () => {
  it('is MONGODB_URL, and its parts', () => {
    expect(variables().map(({ name }) => name)).toEqual([
      'MONGODB_HOST',
      'MONGODB_PORT',
      'MONGODB_DATABASE',
      'MONGODB_USERNAME',
      'MONGODB_PASSWORD',
      'MONGODB_URL_ADDRESS',
      'MONGODB_URL_PASSWORD',
      'MONGODB_URL',
    ])
  })

  it('has the prefix that the edge asks for, within the URL as well', () => {
    expect(variables('REVIEWS').at(-1)).toEqual({
      name: 'REVIEWS_URL',
      value: 'mongodb://$(REVIEWS_USERNAME):$(REVIEWS_URL_PASSWORD)@$(REVIEWS_URL_ADDRESS)',
    })
  })

  it('finds the primary by the name of the replica set', () => {
    const name = 'shop-mongodb-user-profiles'
    expect(the<IConfigMap>(objects(), 'ConfigMap', name).data).toEqual({
      host: 'shop-mongodb',
      port: '27017',
      'url-address': 'shop-mongodb:27017/user_profiles?replicaSet=rs0',
      database: 'user_profiles',
      username: 'user_profiles',
    })
  })

  it('waits without a password in the arguments, and with memory enough for mongosh', () => {
    const [wait] = waitsFor(contextOf(components, 'catalog'), () => true)
    expect(wait?.command.join(' ')).toContain('connect(process.env.MONGODB_URL)')
    expect(wait?.resources?.limits?.memory).toBe('512Mi')
  })
})

describe('mode external', () => {
  const external: Values = {
    mode: 'external',
    external: { host: 'db.example.com', query: '?replicaSet=main&tls=true' },
  }

  it('renders no workload', () => {
    expect(kinds(external)).toEqual([
      'ConfigMap shop-mongodb-catalog',
      'ConfigMap shop-mongodb-user-profiles',
      'NetworkPolicy shop-mongodb-external',
    ])
  })

  it('gives the same keys', () => {
    expect(the<IConfigMap>(objects(external), 'ConfigMap', 'shop-mongodb-catalog').data).toEqual({
      host: 'db.example.com',
      port: '27017',
      'url-address': 'db.example.com:27017/catalog?replicaSet=main&tls=true',
      database: 'catalog',
      username: 'catalog',
    })
  })

  it('needs a host', () => {
    expect(() => objects({ mode: 'external' })).toThrow('set mongodb.external.host')
  })
})

describe('the provisioning', () => {
  const job = the<IJob>(objects({ replicas: 3 }), 'Job')
  const pod = job.spec?.template
  const script =
    the<IConfigMap>(objects(), 'ConfigMap', 'shop-mongodb-provision').data?.['provision.js'] ?? ''

  it('keeps every rule for pods', () => {
    expect(brokenPodRules(pod?.spec)).toEqual([])
  })

  it('knows the members by the names that their headless Service gives them', () => {
    expect(pod?.spec?.containers[0]?.env).toEqual([
      { name: 'FULLNAME', value: 'shop-mongodb' },
      { name: 'DOMAIN', value: 'shop-mongodb-headless.default.svc' },
      { name: 'REPLICAS', value: '3' },
      { name: 'HOME', value: '/tmp' },
    ])
  })

  it('reads passwords from files, of which each client has one', () => {
    const clients = pod?.spec?.volumes?.find(({ name }) => name === 'clients')
    expect(clients?.projected?.sources?.map(({ secret }) => secret?.items?.[0]?.path)).toEqual([
      'catalog',
      'user_profiles',
    ])
  })

  it('returns no call from within try, because mongosh would not wait for it there', () => {
    const tried = /try \{([^}]*)\}/.exec(script)?.[1]
    expect(tried).toMatch(/const result = attempt\(\)/)
    expect(tried).not.toMatch(/return \w+\(/)
  })
})

describe('the model', () => {
  it.each(['admin', 'config', 'local'])('refuses a client that is called %s', (name) => {
    const { component, context } = resolved({ [name]: client(), mongodb: mongodb() }, 'mongodb')
    expect(component.check?.(context)).toMatchObject([{ code: 'reserved-database-name' }])
  })

  it('accepts any other', () => {
    const { component, context } = resolved(components, 'mongodb')
    expect(component.check?.(context)).toEqual([])
  })
})
