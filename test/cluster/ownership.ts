import { call, database, definePlatform, gateway, postgresql, service } from 'chartwright'
import { checkedPlan } from '../../src/chart/checked-plan.ts'
import { keepField } from '../../src/chart/explain/keep-field.ts'
import { generate } from '../../src/chart/generate.ts'
import { differences } from '../../src/diff/differences.ts'
import { parseDocuments } from '../../src/helm/yaml/parse.ts'
import { formatPath, type YamlPath } from '../../src/helm/yaml/yaml-path.ts'
import type { UpgradeReport } from '../../src/verify/report.ts'
import { openServer, type ServerOptions } from '../../src/verify/server/open-server.ts'
import type { Tool } from '../../src/verify/tools/find-family.ts'
import { findKubectl } from '../../src/verify/tools/find-tools.ts'
import { verifyChart } from '../../src/verify/verify-chart.ts'
import { inject } from 'vitest'
import { identity } from '../default-project.ts'
import { fileFolder } from './file-folder.ts'
import { guardedRun, type ProcessResult } from './guarded-run.ts'
import { runHelm } from './helm.ts'

/** A small shop: what runbooks touch, and a store. */
const platform = definePlatform({
  components: {
    users: service({
      image: 'shop/users',
      port: 8001,
      uses: [database('postgresql')],
      values: { autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 5 } },
    }),
    orders: service({
      image: 'shop/orders',
      port: 8002,
      uses: [database('postgresql'), call('users')],
      values: { replicas: 2, config: { LOG_LEVEL: 'info' } },
    }),
    gateway: gateway({ routes: { '/orders': 'orders', '/users': 'users' } }),
    postgresql: postgresql(),
  },
})

const chart = { ...identity, name: 'shop' }

/** What is done to the release `shop` in a namespace. */
export interface Hands {
  readonly helm: (tool: Tool, command: string, ...args: readonly string[]) => Promise<ProcessResult>
  readonly kubectl: (...args: readonly string[]) => Promise<string>
  /** Runs a line of a shell, in which `helm` is this one, from the folder of the chart. */
  readonly type: (line: string, tool: Tool) => Promise<ProcessResult>
  /** What `verify --server` says of an upgrade with the values that the release has. */
  readonly foretell: (as?: Access) => Promise<UpgradeReport>
}

/** Somebody who asks. */
type Access = Pick<ServerOptions, 'kubeconfig'>

/** Hands that work in a namespace. */
export async function handsIn(namespace: string): Promise<Hands> {
  const { kubeconfig } = inject('access')
  const { path: program } = await findKubectl()
  const folder = fileFolder(Object.fromEntries(generate(platform, chart)))
  const chartFolder = `${folder}/chart`
  const helm: Hands['helm'] = (tool, command, ...args) => {
    const charts = ['install', 'upgrade'].includes(command) ? [chartFolder] : []
    return runHelm(tool, [command, 'shop', ...charts, ...args, '--namespace', namespace])
  }
  return {
    helm,
    kubectl: async (...args) => {
      const where = ['--kubeconfig', kubeconfig, '--namespace', namespace]
      const { exitCode, stdout, stderr } = await guardedRun(program, [...args, ...where])
      if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`)
      return stdout
    },
    type: (line, tool) => {
      const functions = `helm() { ${tool.path} "$@"; }; kubectl() { ${program} --namespace ${namespace} "$@"; }`
      return guardedRun('sh', ['-c', `cd ${folder}; ${functions}; ${line}`], {
        KUBECONFIG: kubeconfig,
        HELM_NAMESPACE: namespace,
      })
    },
    foretell: async (as = { kubeconfig }) => {
      const { helms } = inject('tools')
      const [tool] = helms
      if (!tool) throw new Error('there is no Helm')
      const where = { release: 'shop', namespace }
      const get = ['get', 'values', 'shop', '--namespace', namespace, '--output', 'json']
      const { stdout } = await runHelm(tool, get)
      const plan = checkedPlan(platform, chart)
      const values = fileFolder({ 'values.json': stdout === 'null\n' ? '{}' : stdout })
      const { target, cluster, close } = await openServer({ kubectl: program, ...as, ...where })
      const { upgrades } = await verifyChart({
        chart: chartFolder,
        values: [`${values}/values.json`],
        kubernetes: [],
        tools: inject('tools'),
        server: target,
        cluster,
        keepUnder: () => keepField(plan, plan.defaults, { name: 'shop', namespace }),
        ...where,
      }).finally(close)
      const [upgrade] = upgrades ?? []
      if (!upgrade) throw new Error('verify says nothing of an upgrade')
      return upgrade
    },
  }
}

/** The conflicts that Helm 4 stops with, as verify names them: `Service/shop-orders spec.type`. */
export function conflictsIn(stderr: string): readonly string[] {
  const [, said = ''] = stderr.split('UPGRADE FAILED: ')
  return said.split('conflict occurred while applying object ').flatMap((part) => {
    const [, name, kind] = /^\S+\/(\S+) .*?Kind=(\w+): /.exec(part) ?? []
    const fields = [...part.matchAll(/(?:^- |using [^:\s]+: )(\..*?)(?: && |$)/gm)]
    return fields.map(([, field = '']) => `${kind}/${name} ${plain(field)}`)
  })
}

/** `.spec.ports[port=80,protocol="TCP"].name` as `spec.ports[port=80].name`. */
function plain(field: string): string {
  return field.replace(/^\./, '').replaceAll(/\[([^\]]*)\]/g, (_, keys: string) => {
    const told = keys.replace(/,?protocol="TCP"/, '').replaceAll('"', '')
    return `[${told.replace(/^name=/, '')}]`
  })
}

/** Objects of a namespace without what the server itself keeps of them. */
export async function snapshot(kubectl: Hands['kubectl']): Promise<readonly Snapshot[]> {
  const kinds =
    'deployments,statefulsets,services,configmaps,secrets,hpa,pdb,networkpolicies,serviceaccounts'
  const [list] = parseDocuments(await kubectl('get', kinds, '--output', 'json'))
  const { items } = list as { readonly items: readonly Snapshot[] } // a List
  return items
    .filter(({ metadata }) => !/^sh\.helm|^kube-root|^default$/.test(metadata.name))
    .map(({ kind, metadata, spec, data, type }) => {
      const { name, labels, annotations } = metadata
      return { kind, metadata: { name, labels, annotations }, spec, data, type }
    })
}

/** As much of an object as an upgrade changes. */
export interface Snapshot {
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly labels?: unknown
    readonly annotations?: unknown
  }
  readonly spec?: unknown
  readonly data?: unknown
  readonly type?: unknown
}

/** The fields that differ between two snapshots, as verify names them. */
export function changedFields(
  before: readonly Snapshot[],
  after: readonly Snapshot[],
): readonly string[] {
  return after.flatMap((object) => {
    const { kind, metadata } = object
    const old = before.find((one) => one.kind === kind && one.metadata.name === metadata.name)
    const title = `${kind}/${metadata.name}`
    if (old === undefined) return [title]
    return differences(old, object)
      .map(({ path }) => `${title} ${fieldOf(path)}`)
      .filter((field) => !byItself.some((pattern) => pattern.test(field)))
  })
}

/** What controllers and the API server change by themselves, or along with the type of a Service. */
const byItself = [
  /^Deployment\/\S+ (spec\.replicas|metadata.*deployment\.kubernetes\.io\/revision.*)$/,
  /^Service\/\S+ spec\.(externalTrafficPolicy|ports.*nodePort)$/,
]

/** Items of lists stand in brackets, by their names. */
function fieldOf(path: YamlPath): string {
  return formatPath(path)
    .replaceAll(/\.(containers|env|ports)\.([^.[]+)/g, '.$1[$2]')
    .replaceAll(/\.(containers|env|ports)\["([^"]+)"\]/g, '.$1[$2]')
}
