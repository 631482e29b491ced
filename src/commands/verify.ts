import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CommandDef } from 'citty'
import { checkedPlan } from '../chart/checked-plan.ts'
import { keepField } from '../chart/explain/keep-field.ts'
import { assemble } from '../chart/assemble.ts'
import type { PlatformPlan } from '../chart/plan-platform.ts'
import { namedObjects, type NamedObject } from '../chart/named-objects.ts'
import { ownership } from '../chart/generated.ts'
import { layeredValues } from '../chart/layered-values.ts'
import { secretContracts } from '../chart/secret-contracts.ts'
import type { Release } from '../chart/template-files.ts'
import { type Problem, refuse } from '../errors/chart-error.ts'
import { compareTree } from '../files/compare-tree.ts'
import { recoverTree } from '../files/write-tree.ts'
import { loadProject, type Project } from '../project/load-project.ts'
import { profileFile, profileNames } from '../project/profile-file.ts'
import { formatJson } from '../verify/format/format-json.ts'
import { formatJunit } from '../verify/format/format-junit.ts'
import { formatTable } from '../verify/format/format-table.ts'
import type { Profile } from '../verify/profile.ts'
import { isVerified, type VerifyReport } from '../verify/report.ts'
import { openServer, type Server } from '../verify/server/open-server.ts'
import type { FindKeep } from '../verify/upgrade/check-upgrade.ts'
import { findKubectl, findTools, type Tools } from '../verify/tools/find-tools.ts'
import { type Progress, verifyChart } from '../verify/verify-chart.ts'
import { chartIn, isProject } from './chart-in.ts'
import {
  allOf,
  command,
  directory,
  type ExitCode,
  refuseMore,
  valuesFiles,
  valuesOver,
} from './define.ts'
import { colours } from './print-problems.ts'

/** `chartwright verify`: every profile, rendered by each Helm for each Kubernetes, and checked. */
export const verifyCommand: CommandDef = command(
  'verify',
  'Render every profile, or values files of any chart, with each Helm, and check what comes out',
  {
    directory: {
      ...directory,
      description:
        'Directory of the project: where Chart.yaml and platform.ts are; or of any other chart',
    },
    values: {
      ...valuesOver('each profile'),
      description:
        'Values file to lay over each profile; of a chart without a project, one that is a profile itself; repeatable',
    },
    rules: {
      type: 'boolean',
      description: 'Uphold our own rules, too, for a chart without a project',
    },
    helm: {
      type: 'string',
      description: 'Helm to use instead of those on PATH; repeatable',
      valueHint: 'PATH',
    },
    kubeconform: {
      type: 'string',
      description: 'kubeconform to use instead of that on PATH',
      valueHint: 'PATH',
    },
    kubernetes: {
      type: 'string',
      description:
        'Kubernetes version, such as 1.36; repeatable. Default: oldest and newest supported',
      valueHint: 'VERSION',
    },
    'schema-location': {
      type: 'string',
      description: 'More schemas, as kubeconform takes them; repeatable',
      valueHint: 'PATTERN',
    },
    server: {
      type: 'boolean',
      description:
        'Have a server judge each profile by dry runs, and tell what an upgrade resets; needs kubectl',
    },
    kubeconfig: {
      type: 'string',
      description: 'kubeconfig of the server. Default: as for kubectl. Implies --server',
      valueHint: 'PATH',
    },
    context: {
      type: 'string',
      description: 'Context of the server. Default: the current one. Implies --server',
      valueHint: 'NAME',
    },
    profile: {
      type: 'string',
      description: 'Profile that the release on the server gets. Default: what it seems to have',
      valueHint: 'NAME',
    },
    release: {
      type: 'string',
      description: 'Name of the release. Default: the name of the chart',
      valueHint: 'NAME',
    },
    namespace: { type: 'string', description: 'Namespace. Default: default', valueHint: 'NAME' },
    output: {
      type: 'enum',
      options: ['table', 'json', 'junit'],
      default: 'table',
      description: 'Form of the report',
    },
  },
  async (args, rawArgs) => {
    if (!isProject(args.directory)) return verifyAnyChart(args, rawArgs)
    refuseMore(args._)
    const project = await loadProject(args.directory)
    if (args.profile !== undefined && args.profile !== 'defaults')
      profileFile(project, args.profile) // or throws
    recoverTree(project.directory)
    const plan = checkedPlan(project.platform, project.identity)
    warnOfStaleChart(project.directory, plan)
    const tools = await toolsFor(args.kubeconform, allOf(rawArgs, 'helm'))
    const kubernetes = allOf(rawArgs, 'kubernetes')
    const { release = project.identity.name, namespace = 'default' } = args
    const server = await serverFor(args, { release, namespace })
    const report = await verifyChart({
      chart: join(project.directory, 'chart'),
      profiles: profiles(project),
      values: allOf(rawArgs, 'values', 'f'),
      tools,
      existing: secretContracts(plan.platform, release),
      existingUnder: namedUnder(project.directory, plan),
      schemaLocations: allOf(rawArgs, 'schema-location'),
      release,
      namespace,
      onProgress: showProgress,
      ...(kubernetes.length > 0 ? { kubernetes } : {}),
      ...(server && {
        server: server.target,
        cluster: server.cluster,
        keepUnder: keepUnder(project.directory, plan, { name: release, namespace }),
      }),
      ...(args.profile === undefined ? {} : { upgradeTo: args.profile }),
    }).finally(() => server?.close())
    return told(report, args.output)
  },
  { takesMore: true },
)

/** What a chart without a project is verified by. */
interface ChartArguments {
  readonly directory: string
  readonly kubeconform?: string | undefined
  readonly rules?: boolean | undefined
  readonly release?: string | undefined
  readonly namespace?: string | undefined
  readonly output: keyof typeof formats
  /** All arguments that are no options: a shell makes several of `-f ci/*.yaml`. */
  readonly _: readonly string[]
}

/** Any chart, with its defaults and with each values file on its own. */
async function verifyAnyChart(args: ChartArguments, rawArgs: readonly string[]): Promise<ExitCode> {
  const files = [...valuesFiles(rawArgs), ...args._.slice(1)]
  const kubernetes = allOf(rawArgs, 'kubernetes')
  const { release, namespace, rules = false } = args
  if (args.directory.endsWith('.tgz')) refuse([packed(args.directory)])
  const report = await verifyChart({
    chart: chartIn(args.directory),
    profiles: files.map((file) => ({ name: basename(file, '.yaml'), values: [file] })),
    tools: await toolsFor(args.kubeconform, allOf(rawArgs, 'helm')),
    schemaLocations: allOf(rawArgs, 'schema-location'),
    rules,
    onProgress: showProgress,
    ...(release !== undefined && { release }),
    ...(namespace !== undefined && { namespace }),
    ...(kubernetes.length > 0 && { kubernetes }),
  })
  return told(report, args.output)
}

const packed = (file: string): Problem => ({
  code: 'chart-packed',
  path: file,
  file,
  message: 'verify reads the files of a chart in a directory',
  hint: `unpack it first: tar xf ${file}`,
})

function told(report: VerifyReport, output: keyof typeof formats): ExitCode {
  clearProgress()
  process.stdout.write(formats[output](report))
  return isVerified(report) ? 0 : 1
}

/** What the values of a profile name, and the chart does not render, is somebody else's. */
function namedUnder(
  root: string,
  plan: PlatformPlan,
): (profile: Profile) => readonly NamedObject[] {
  return ({ values }) => namedObjects(layeredValues(plan, root, values).merged)
}

/** A chart that is older than platform.ts may be sound, but is not the one that people think of. */
function warnOfStaleChart(root: string, plan: PlatformPlan): void {
  if (!existsSync(join(root, 'chart', 'Chart.yaml'))) return // said by what reads it
  const [first, ...others] = compareTree(root, assemble(plan), ownership)
  if (first === undefined) return
  const also = others.length > 0 ? ` and ${others.length} more` : ''
  console.error(
    `warning: the chart is not what platform.ts makes: ${first.path}${also}; run: chartwright generate ${root}`,
  )
}

const formats = {
  table: (report: Parameters<typeof formatTable>[0]) =>
    formatTable(report, { colour: colours(process.stdout) }),
  json: formatJson,
  junit: formatJunit,
} as const

function profiles(project: Project): readonly Profile[] {
  return profileNames(project).map((name) => ({ name, values: [profileFile(project, name)] }))
}

function toolsFor(kubeconform: string | undefined, helms: readonly string[]): Promise<Tools> {
  return findTools({
    helms,
    onProgress: (message) => console.error(message),
    ...(kubeconform === undefined ? {} : { kubeconform }),
  })
}

/** Finds the values that keep a field of a release, by what the project's templates read. */
function keepUnder(
  root: string,
  plan: PlatformPlan,
  release: Release,
): (profile: Profile) => FindKeep {
  return ({ values }) => keepField(plan, layeredValues(plan, root, values).merged, release)
}

/** The server that was asked for, if one was. */
async function serverFor(
  { server, kubeconfig, context }: ServerArguments,
  where: { readonly release: string; readonly namespace: string },
): Promise<Server | undefined> {
  if (!server && kubeconfig === undefined && context === undefined) return undefined
  const kubectl = await findKubectl({ onProgress: (message) => console.error(message) })
  return openServer({
    kubectl: kubectl.path,
    ...where,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
  })
}

interface ServerArguments {
  readonly server?: boolean | undefined
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
}

/** A line that each run overwrites; only a terminal shows it. */
function showProgress({ done, total, run }: Progress): void {
  if (!process.stderr.isTTY) return
  process.stderr.write(
    `\r\u001b[Kverifying ${done}/${total}: ${run.profile}, Helm ${run.helm}, Kubernetes ${run.kubernetes}`,
  )
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
}
