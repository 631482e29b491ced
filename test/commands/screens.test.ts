import { test } from 'vitest'
import { chartVersions } from './chart-versions.ts'
import { inProject, type ProjectFiles, type Surroundings } from './project.ts'

interface Case extends Surroundings {
  readonly files?: ProjectFiles
  readonly args: readonly string[]
}

const values = (text: string, ...options: readonly string[]): Case => ({
  files: { 'values.yaml': text },
  args: ['validate', '.', '-f', 'values.yaml', ...options],
  isGenerated: true,
})

/** Nine lists of nine aliases each. */
const chartYaml = (appVersion: string): Case => ({
  files: {
    'Chart.yaml': `apiVersion: v2\nname: shop\ndescription: A shop\nversion: 1.4.2+build7\nappVersion: ${appVersion}\nkubeVersion: ">=1.29.0-0"\n`,
  },
  args: ['generate', '.'],
})
const bomb = [...'abcdefghi']
  .map((name, index) => {
    const item = index === 0 ? 'x' : `*${'abcdefghi'[index - 1]}`
    return `${name}: &${name} [${Array.from({ length: 9 }, () => item).join(', ')}]\n`
  })
  .join('')

/** What Helm accepts. */
const risky = `orders:
  revisionHistoryLimit: 0755
  autoscaling:
    enabled: no
  config:
    A: "1"
    A: "2"
  image:
    pullPolicy: IfNotPresent
  podLabels: null
gateway:
  enabled: off
  replicas: 3
  trustedProxies: [10.0.0.0/8]
users:
  preStopSleepSeconds: null
  terminationGracePeriodSeconds: 1_000
`

const platform = (components: string, rest = ''): Case => ({
  files: {
    'platform.ts': `import * as c from 'chartwright'
const users = c.service({ image: 'shop/users', port: 8001 })
export default c.definePlatform({
  components: {
    users,
${components}
  },
${rest}
} as never)
`,
  },
  args: ['generate', '.'],
})

/** Everything that people get wrong, and the screen that each gets: `screens/<name>.txt`. */
const mistakes: Readonly<Record<string, Case>> = {
  'values: a mistyped key, a wrong type and a value out of range, all at once': values(`orders:
  replicass: 3
  image:
    tag: 1.10
  autoscaling:
    targetCPUUtilizationPercentage: -1
users:
  enabled: "yes"
`),
  'values: a profile disables what others use': values('postgresql:\n  enabled: false\n'),
  'values: the file is not YAML': values('orders: [1, 2\n'),
  'values: text stands behind a line of dashes': values(
    'orders:\n  replicas: 2\n--- users:\n  replicas: 2\n',
  ),
  'values: the file does not exist': {
    args: ['validate', '.', '-f', 'values-prd.yaml'],
    isGenerated: true,
  },
  'values: out of range, too long, of another form, and not among the choices': values(`users:
  image:
    repository: Shop/Users
    pullPolicy: always
  resources:
    requests:
      memory: 64 MB
  service:
    port: 70000
gateway:
  host: shop_example.com
  exposure:
    type: Loadbalancer
postgresql:
  persistence:
    size: -1Gi
global:
  labels:
    team: ${'a'.repeat(64)}
`),
  'values: lists and maps with something wrong inside': values(`users:
  tolerations:
    - key: spot
      operater: Exists
  volumeMounts:
    data:
      name: data
  env:
    1A: x
  podLabels:
    app.kubernetes.io/name: mine
  ports: []
gateway:
  routes: /users
`),
  'values: variables, containers and an affinity that Kubernetes would refuse': values(`users:
  env:
    TOKEN: { secretKeyRef: { name: tokens } }
    NODE: { fieldRef: { fieldPath: spec.hostname } }
    BOTH: { secretKeyRef: { name: a, key: b }, configMapKeyRef: { name: a, key: b } }
  affinity:
    podAffinty: {}
    podAntiAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: 101
          podAffinityTerm:
            topologyKey: zone
            labelSelector:
              matchExpressions:
                - { key: app, operator: Exists, values: [a] }
  initContainers:
    wait: { image: 'busybox:1.37', livenessProbe: { exec: { command: ['true'] } } }
  sidecars:
    proxy:
      image: envoyproxy/envoy:v1.38.0
      ports: [{ containerPort: 80 }]
      livenessProbe: { periodSeconds: 5 }
      readinessProbe: { tcpSocket: { port: 80 }, httpGet: { port: http } }
      lifecycle: { preStop: { sleep: { seconds: 5 } } }
      securityContext: { privileged: true, runAsUser: 0 }
`),
  'values: extra containers that do not fit their pod': values(`users:
  initContainers:
    proxy: { image: 'busybox:1.37' }
  sidecars:
    proxy:
      image: envoyproxy/envoy:v1.38.0
      resources: { requests: { cpu: 2 }, limits: { cpu: 500m } }
      ports: { http: { containerPort: 80 }, web: { containerPort: 80 } }
      volumeMounts: { /certs: { name: certs } }
`),
  'values: no map where a component’s values belong': values('users: 3\n'),
  'values: keys that are no text, and keys of objects in JavaScript': values(
    '1: a\ntrue: b\n__proto__:\n  polluted: true\nconstructor: {}\n',
  ),
  'values: a tab': values('users:\n\treplicas: 3\n'),
  'values: an anchor that contains itself': values('users: &users\n  config: *users\n'),
  'values: aliases that make a document too large': values(bomb),
  'values: a list': values('- users\n'),
  'values: a text': values('users\n'),
  'values: options that cannot be read': values(
    'users: {}\n',
    '--set',
    'users',
    '--set',
    'users.env[0=1',
    '--set-json',
    'orders.env={"A": 1',
    '--set-file',
    'orders.env.A=none.txt',
  ),
  'values: options that set what is wrong': values(
    'users: {}\n',
    '--set',
    'users.replicas=many,orders.replica=2',
    '--set-string',
    'users.service.port=80',
    '--set-json',
    'orders.image={"tag": 1}',
    '--set',
    'postgresql.mode=external',
  ),
  'values: valid but risky': values(risky, '--strict'),
  'values: as JSON': values(
    'users:\n  replicass: 3\n',
    '--output',
    'json',
    '--set',
    'orders.replicas=x',
  ),
  'values: as annotations of GitHub': values(
    `${risky}  replicass: 3\n`,
    '--output',
    'github',
    '--set',
    'orders.replicas=x',
  ),
  'values: there is no chart yet': { args: ['validate', '.'] },
  'values: there is neither a project nor a chart': { args: ['validate', 'nowhere'] },
  'values: more pods at least than at most': values(
    'orders:\n  autoscaling:\n    enabled: true\n    minReplicas: 9\n    maxReplicas: 3\n',
  ),
  'platform: a profile sets a key that does not exist': platform(
    '',
    '  profiles: { prod: { users: { replica: 3 } } },',
  ),
  'platform: an edge leads nowhere': platform(
    `    orders: c.service({ image: 'shop/orders', port: 8002, uses: [c.call('user')] }),`,
  ),
  'platform: an edge leads to the wrong kind': platform(
    `    orders: c.service({ image: 'shop/orders', port: 8002, uses: [c.database('users')] }),`,
  ),
  'platform: two components with one name': platform(
    `    users: c.service({ image: 'shop/users', port: 8002 }),`,
  ),
  'platform: names that Kubernetes refuses':
    platform(`    Orders_Service: c.service({ image: 'shop/orders', port: 8002 }),
    global: c.service({ image: 'shop/orders', port: 8003 }),`),
  'platform: a name over 63 characters': platform(
    `    'the-service-that-takes-the-orders-of-all-customers-in-europe': c.service({ image: 'shop/orders', port: 8002 }),`,
  ),
  'platform: two routes with one path': platform(
    `    gateway: c.gateway({ routes: { '/users': 'users', '/users/': 'users' } }),`,
  ),
  'platform: files that are missing, outside the project, and where nothing can be': {
    files: {
      'platform.ts': `import { definePlatform, service } from 'chartwright'

export default definePlatform({
  components: {
    web: service({
      image: 'shop/web',
      port: 8000,
      files: {
        '/etc/web/web.conf': './web.cnf',
        'etc/web/more.conf': './platform.ts',
        '/etc/passwd': '../passwd',
      },
    }),
  },
})
`,
    },
    args: ['generate', '.'],
  },
  'platform: a route to no component': platform(
    `    gateway: c.gateway({ routes: { '/users': 'user' } }),`,
  ),
  'verify: a model with something wrong': {
    ...platform(`    gateway: c.gateway({ routes: { '/users': 'user' } }),`),
    args: ['verify', '.'],
  },
  'platform: an environment variable twice, and a port that needs root':
    platform(`    db: c.postgresql(),
    other: c.postgresql(),
    orders: c.service({ image: 'shop/orders', port: 80, uses: [c.database('db'), c.database('other')] }),`),
  'platform: platform.ts throws': {
    files: {
      'platform.ts': `const port: number = Number(decodeURIComponent('%'))\nexport default port\n`,
    },
    args: ['generate', '.'],
  },
  'platform: platform.ts exports nothing': {
    files: { 'platform.ts': 'const platform = {}\n' },
    args: ['generate', '.'],
  },
  'platform: platform.ts has a syntax error': {
    files: { 'platform.ts': 'export default {\n  components: {,},\n}\n' },
    args: ['generate', '.'],
  },
  'chart: Chart.yaml lacks fields, and has one too many': {
    files: { 'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.2\ndescripton: A shop\n' },
    args: ['generate', '.'],
  },
  'chart: appVersion is a number': chartYaml('1.10'),
  'chart: appVersion can be no tag': chartYaml('1.4.2+build7'),
  'platform: components whose objects would have one name': {
    files: {
      'platform.ts':
        "import { definePlatform, service } from 'chartwright'\n\nexport default definePlatform({\n  components: { 'helm-test': service({ image: 'shop/users', port: 8001 }) },\n})\n",
    },
    args: ['generate', '.'],
  },
  'verify: the chart is older than platform.ts': {
    files: { 'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n' },
    args: ['verify', '.', '--helm', '/nowhere'],
  },
  'project: there is none': { args: ['generate', 'elsewhere'] },
  'project: a file stands where the chart goes': {
    files: { chart: 'mine\n' },
    args: ['generate', '.'],
  },
  'project: a values file is somebody’s own': {
    files: { 'values-prod.yaml': 'orders:\n  replicas: 7\n' },
    args: ['generate', '.'],
  },
  'verify: there is no chart yet': { args: ['verify', '.'] },
  'verify: helm and kubeconform are missing': {
    args: ['verify', '.'],
    environment: { PATH: '/nowhere', CHARTWRIGHT_CACHE: '/nowhere' },
  },
  'values: there is no such value to explain': {
    args: ['values', '.', '--explain', 'orders.autoscaling.maxReplica'],
  },
  'values: there is no such profile': { args: ['values', '.', '--profile', 'prd'] },
  'diff: no such profile': { args: ['diff', 'defaults', 'prd'] },
  'diff: no such values file': { args: ['diff', 'defaults', 'values-prd.yaml'] },
  'diff: no such packed chart': { args: ['diff', 'shop-1.0.0.tgz', 'chart'], isGenerated: true },
  'diff: a chart and a profile': {
    files: { 'old/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n' },
    args: ['diff', 'old', 'prod'],
  },
  'diff: a chart that Helm refuses': {
    files: { ...chartVersions, 'more.yaml': 'replica: many\n' },
    args: ['diff', 'old', 'new', '-f', 'more.yaml'],
  },
  'types: --check of a chart': { files: chartVersions, args: ['types', 'old', '--check'] },
  'schema: there is no chart': { args: ['schema', 'nowhere'] },
  'secrets: nothing says what exists': { args: ['secrets', '.'] },
  'secrets: there is no such profile': { args: ['secrets', '.', '--profile', 'prd', '--new'] },
  'secrets: names that Kubernetes refuses': {
    args: ['secrets', '.', '--release', 'v1.2', '--namespace', 'Shop', '--new'],
  },
  'secrets: the name of the release is too long': {
    args: ['secrets', '.', '--release', 'r'.repeat(60), '--new'],
  },
  'secrets: the file may be read by others': {
    files: { 'secrets.yaml': '' },
    args: ['secrets', '.', '--file', 'secrets.yaml'],
  },
  'secrets: the folder of the file does not exist': {
    args: ['secrets', '.', '--file', 'none/secrets.yaml'],
  },
  'secrets: values that cannot be read, and Secrets that are not': {
    files: { 'empty.txt': '' },
    args: [
      'secrets',
      '.',
      '--new',
      ...['gateway', 'a/b=none.txt', 'a/b=empty.txt'].flatMap((text) => ['--from-file', text]),
    ],
  },
  'secrets: a rotation of what does not exist': {
    args: ['secrets', '.', '--new', '--rotate', 'postgresql-order', '--rotate', 'postgresql'],
  },
  'secrets: the chart makes them': {
    files: { 'inline.yaml': 'global:\n  secrets:\n    provider: inline\n' },
    args: ['secrets', '.', '--new', '-f', 'inline.yaml'],
  },
  'command: there is no such command': { args: ['genrate'] },
  'command: there is no such option': { args: ['generate', '.', '--chek'] },
  'command: an option has no such value': { args: ['verify', '.', '--output', 'xml'] },
}

test.concurrent.for(Object.entries(mistakes))('%s', async ([name, mistake], { expect }) => {
  const { files = {}, args } = mistake
  const { exitCode, output } = await inProject(files, args, mistake)
  expect(exitCode, output).toBe(1)
  await expect(`$ chartwright ${args.join(' ')}\n${output}\n`).toMatchFileSnapshot(
    `screens/${name.replaceAll(/[^a-zA-Z0-9]+/g, '-')}.txt`,
  )
})

const profile = 'orders:\n  replicas: 3\n  autoscaling:\n    enabled: true\n'

/** What people ask, and the screen that answers. */
const questions: Readonly<Record<string, Case>> = {
  'values: explain a value that a profile sets': {
    files: { 'values-prod.yaml': profile },
    args: ['values', '.', '--profile', 'prod', '--explain', 'orders.replicas'],
  },
  'values: explain a value that is not rendered': {
    args: ['values', '.', '--explain', 'orders.podDisruptionBudget.minAvailable'],
  },
  'values: explain a map': {
    files: { 'values-prod.yaml': profile },
    args: ['values', '.', '--profile', 'prod', '--explain', 'orders.autoscaling'],
  },
  'values: explain a copy of a global value': {
    args: ['values', '.', '--explain', 'users.global.networkPolicy.dns.port'],
  },
  'diff: a profile and the defaults': {
    files: { 'values-prod.yaml': profile },
    args: ['diff', 'defaults', 'prod'],
  },
  'diff: two values files, as JSON': {
    files: { 'a.yaml': 'orders: {}\n', 'b.yaml': 'orders:\n  replicas: 2\n' },
    args: ['diff', 'a.yaml', 'b.yaml', '--output', 'json'],
  },
  'diff: the same twice': {
    files: { 'values-prod.yaml': profile },
    args: ['diff', 'prod', 'prod', '--fail-on', 'any'],
  },
  'diff: two versions of a chart': { files: chartVersions, args: ['diff', 'old', 'new'] },
  'types: of a chart by what it has': { files: chartVersions, args: ['types', 'old'] },
  'schema: of a chart that has none': {
    files: {
      'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
      'shop/values.yaml': '# Pods at a time\nreplicas: 2\nold: true\n',
      'shop/templates/all.yaml': 'replicas: {{ .Values.replicas }}\ntag: {{ .Values.image.tag }}\n',
    },
    args: ['schema', 'shop'],
  },
  'summary: each profile': {
    files: { 'values-prod.yaml': `${profile}resourceQuota:\n  enabled: true\n` },
    args: ['summary', '.'],
  },
  'summary: as Markdown': {
    files: { 'values-prod.yaml': profile },
    args: ['summary', '.', '--profile', 'prod', '--output', 'markdown'],
  },
  'values: explain as JSON': {
    args: ['values', '.', '--explain', 'orders.service.type', '--output', 'json'],
  },
}

test.concurrent.for(Object.entries(questions))(
  '%s',
  async ([name, { files = {}, args }], { expect }) => {
    const { exitCode, output } = await inProject(files, args)
    expect(exitCode, output).toBe(0)
    await expect(`$ chartwright ${args.join(' ')}\n${output}\n`).toMatchFileSnapshot(
      `screens/${name.replaceAll(/[^a-zA-Z0-9]+/g, '-')}.txt`,
    )
  },
)

test.concurrent.for([
  [['prod', 'prod', '--fail-on', 'any'], 0],
  [['defaults', 'prod', '--fail-on', 'breaking'], 0],
  [['defaults', 'prod', '--fail-on', 'any'], 2],
  [['old', 'new', '--fail-on', 'breaking'], 2],
] as const)('diff %j ends with exit code %i', async ([args, expected], { expect }) => {
  const { exitCode, output } = await inProject({ ...chartVersions, 'values-prod.yaml': profile }, [
    'diff',
    ...args,
  ])
  expect(exitCode, output).toBe(expected)
})

const helps = [
  ['--help'],
  ['generate', '--help'],
  ['types', '--help'],
  ['schema', '--help'],
  ['verify', '--help'],
  ['validate', '--help'],
  ['values', '--help'],
  ['diff', '--help'],
  ['secrets', '--help'],
  ['summary', '--help'],
]

test.concurrent.for(helps)('help: %j', async (args, { expect }) => {
  const { exitCode, output } = await inProject({}, args)
  expect(exitCode, output).toBe(0)
  await expect(`${output}\n`).toMatchFileSnapshot(
    `screens/help-${args.join('-').replaceAll('--', '')}.txt`,
  )
})
