import { test } from 'vitest'
import { inProject, type ProjectFiles } from './project.ts'

interface Case {
  readonly files?: ProjectFiles
  readonly args: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
}

const values = (text: string): Case => ({
  files: { 'values.yaml': text },
  args: ['validate', '.', '-f', 'values.yaml'],
})

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
  'values: the file is empty': values(''),
  'values: the file has two documents': values(
    'orders:\n  replicas: 1\n---\nusers:\n  replicas: 2\n',
  ),
  'values: the file does not exist': { args: ['validate', '.', '-f', 'values-prd.yaml'] },
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
  'platform: a route to no component': platform(
    `    gateway: c.gateway({ routes: { '/users': 'user' } }),`,
  ),
  'platform: an environment variable twice, and a port that needs root':
    platform(`    db: c.postgresql(),
    other: c.postgresql(),
    orders: c.service({ image: 'shop/orders', port: 80, uses: [c.database('db'), c.database('other')] }),`),
  'platform: platform.ts throws': {
    files: { 'platform.ts': `const port: number = JSON.parse('{')\nexport default port\n` },
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
  'command: there is no such command': { args: ['genrate'] },
  'command: there is no such option': { args: ['generate', '.', '--chek'] },
  'command: an option has no such value': { args: ['verify', '.', '--output', 'xml'] },
}

test.concurrent.for(Object.entries(mistakes))('%s', async ([name, mistake], { expect }) => {
  const { files = {}, args, environment } = mistake
  const { exitCode, output } = await inProject(files, args, environment)
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
    args: ['values', '.', '--explain', 'orders.autoscaling.maxReplicas'],
  },
  'values: explain a map': {
    files: { 'values-prod.yaml': profile },
    args: ['values', '.', '--profile', 'prod', '--explain', 'orders.autoscaling'],
  },
  'values: explain a copy of a global value': {
    args: ['values', '.', '--explain', 'users.global.networkPolicy.dns.port'],
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

const helps = [
  ['--help'],
  ['generate', '--help'],
  ['verify', '--help'],
  ['validate', '--help'],
  ['values', '--help'],
]

test.concurrent.for(helps)('help: %j', async (args, { expect }) => {
  const { exitCode, output } = await inProject({}, args)
  expect(exitCode, output).toBe(0)
  await expect(`${output}\n`).toMatchFileSnapshot(
    `screens/help-${args.join('-').replaceAll('--', '')}.txt`,
  )
})
