import { fstatSync } from 'node:fs'
import type { CommandDef } from 'citty'
import { checkedPlan } from '../chart/checked-plan.ts'
import { layeredValues } from '../chart/layered-values.ts'
import { ChartError, isError, refuse } from '../errors/chart-error.ts'
import { writePrivate } from '../files/private-file.ts'
import { loadProject } from '../project/load-project.ts'
import { type FilledSecrets, fillSecrets } from '../secrets/fill-secrets.ts'
import { readGivenFiles } from '../secrets/given-files.ts'
import { releaseProblems } from '../secrets/name-problems.ts'
import { mergedSecrets, presentInFile } from '../secrets/present-secrets.ts'
import { providedSecrets } from '../secrets/provided-secrets.ts'
import type { PresentSecrets } from '../secrets/secret-data.ts'
import { secretManifests, vaultJson, type WrittenSecret } from '../secrets/secret-forms.ts'
import { namespaceIn } from '../secrets/namespace-in.ts'
import { wantedSecrets } from '../secrets/wanted-secrets.ts'
import { mapBounded } from '../verify/map-bounded.ts'
import { readServerSecrets } from '../verify/server/read-secrets.ts'
import { findKubectl } from '../verify/tools/find-tools.ts'
import { allOf, command, directory, valuesOver } from './define.ts'
import { filesOver } from './files-over.ts'
import { problemsText, colours } from './print-problems.ts'

/** `chartwright secrets`: the Secrets that a release needs, with what exists kept. */
export const secretsCommand: CommandDef = command(
  'secrets',
  'Make the Secrets that a release needs, and keep those that exist',
  {
    directory,
    profile: { type: 'string', description: 'Profile of platform.ts', valueHint: 'NAME' },
    values: valuesOver('the profile'),
    release: {
      type: 'string',
      description: 'Name of the release. Default: the name of the chart',
      valueHint: 'NAME',
    },
    namespace: { type: 'string', description: 'Namespace. Default: default', valueHint: 'NAME' },
    server: { type: 'boolean', description: 'Keep what exists in the cluster; needs kubectl' },
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
    file: {
      type: 'string',
      description:
        'File to write, readable by its owner alone; what it holds is kept. Default: a pipe; - for the terminal, too',
      valueHint: 'FILE',
    },
    new: { type: 'boolean', description: 'Nothing exists yet: make every value' },
    'from-file': {
      type: 'string',
      description: 'Value that only you know, such as payments-stripe/api-key=FILE; repeatable',
      valueHint: 'SECRET/KEY=FILE',
    },
    rotate: {
      type: 'string',
      description: 'Secret to give a new password, such as postgresql-orders; repeatable',
      valueHint: 'SECRET',
    },
    output: {
      type: 'enum',
      options: ['manifests', 'kubeseal', 'vault'],
      default: 'manifests',
      description:
        'Form: for kubectl apply, for kubeseal, or JSON with an object for each key of a vault',
    },
    scope: {
      type: 'enum',
      options: ['strict', 'namespace-wide', 'cluster-wide'],
      default: 'strict',
      description: 'Scope that kubeseal seals for',
    },
  },
  async (args, rawArgs) => {
    const { file, output, namespace = 'default' } = args
    refuseOpenOutput(file)
    const project = await loadProject(args.directory)
    const { platform, identity } = project
    const { release = identity.name } = args
    const plan = checkedPlan(platform, identity)
    refuse(releaseProblems(plan, release, namespace))
    const files = filesOver(project, args.profile, rawArgs)
    const { merged } = layeredValues(plan, project.directory, files)
    const all = wantedSecrets(plan.platform, merged, release)
    const { wanted, prefix } = providedSecrets(all, merged, output)
    const placeOf = (key: string | undefined): string => namespaceIn(merged, key, namespace)
    const places = [...new Set(wanted.map((one) => placeOf(one.namespace)))]

    const given = readGivenFiles(allOf(rawArgs, 'from-file'))
    const inFile: PresentSecrets =
      file === undefined || file === '-'
        ? new Map()
        : presentInFile(file, output, { namespace, others: places, prefix })
    const names = places.map((place) => ({
      namespace: place,
      names: wanted.filter((one) => placeOf(one.namespace) === place).map(({ name }) => name),
    }))
    const present = mergedSecrets(inFile, await onServer(args, names))
    const filled = fillSecrets(wanted, { present, given, rotate: allOf(rawArgs, 'rotate') })
    refuse(filled.problems)

    const others = [...inFile].filter(([name]) => !filled.secrets.some((one) => one.name === name))
    const written: readonly WrittenSecret[] = [
      ...filled.secrets.map((one) => ({ ...one, namespace: placeOf(one.namespace) })),
      ...others.map(([name, secret]) => ({ ...secret, name })),
    ]
    const text = {
      manifests: () => secretManifests(written, namespace),
      kubeseal: () => secretManifests(written, namespace, args.scope),
      vault: () => vaultJson(written, prefix),
    }[output]()
    if (file === undefined || file === '-') process.stdout.write(text)
    else writePrivate(file, text)
    report(filled, { release, namespace: places.join(', ') || namespace })
    const rotated = filled.secrets.filter(({ state }) => state === 'rotated')
    const paths = wanted
      .filter(({ name }) => rotated.some((one) => one.name === name))
      .flatMap(({ takenOverBy }) => takenOverBy)
    if (paths.length > 0) console.error(takeover(paths, { release, namespace }))
    return 0
  },
)

/** Where to look for what exists; one must be named, or a pipe into `kubectl apply` would overwrite it. */
async function onServer(
  { server, kubeconfig, context, file, new: isNew }: SourceArguments,
  asked: readonly { readonly namespace: string; readonly names: readonly string[] }[],
): Promise<PresentSecrets> {
  const isAsked = server || kubeconfig !== undefined || context !== undefined
  if (!isAsked && !isNew && (file === undefined || file === '-')) throw nowhereToLook()
  if (!isAsked) return new Map()
  const kubectl = await findKubectl({ onProgress: (message) => console.error(message) })
  const options = {
    kubectl: kubectl.path,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
  }
  const found = await mapBounded(asked, 1, ({ namespace, names }) =>
    readServerSecrets(options, namespace, names),
  )
  return new Map(found.flatMap((secrets) => [...secrets]))
}

interface SourceArguments {
  readonly server?: boolean | undefined
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  readonly file?: string | undefined
  readonly new?: boolean | undefined
}

function nowhereToLook(): ChartError {
  const message =
    'nothing says where Secrets that exist are to be found, which must not be overwritten'
  const hint =
    'use --server to ask the cluster, --file FILE to keep what is in a file, or --new where nothing exists yet'
  return new ChartError([{ code: 'nowhere-to-look', path: 'secrets', message, hint }])
}

/** Secrets are shown to nobody who did not ask. */
function refuseOpenOutput(file: string | undefined): void {
  if (file !== undefined) return
  const problem = { code: 'output-open', path: 'standard output' }
  if (process.stdout.isTTY) {
    const message = 'it is a terminal, and Secrets are not shown unasked'
    const hint =
      'pipe it into kubectl apply --server-side -f -, or use --file FILE; --file - shows them'
    throw new ChartError([{ ...problem, message, hint }])
  }
  const stats = fstatSync(1)
  if (stats.isFile() && (stats.mode & 0o077) !== 0) {
    const message = 'it is a file that others may read'
    throw new ChartError([{ ...problem, message, hint: 'use --file FILE in place of > FILE' }])
  }
}

/** What was done, on standard error: the output holds Secrets alone. */
function report(
  { secrets, problems }: FilledSecrets,
  { release, namespace }: { readonly release: string; readonly namespace: string },
): void {
  const warnings = problems.filter((one) => !isError(one))
  if (warnings.length > 0) process.stderr.write(problemsText(warnings, colours(process.stderr)))
  const states = ['new', 'rotated', 'completed', 'kept'] as const
  const counts = states.flatMap((state) => {
    const number = secrets.filter((one) => one.state === state).length
    return number === 0 ? [] : [`${number} ${state}`]
  })
  const sum = counts.length === 0 ? '' : `: ${counts.join(', ')}`
  console.error(`${secrets.length} Secrets of release ${release} in namespace ${namespace}${sum}`)
}

/** What makes the release take over what was rotated, once the Secrets are where pods read them. */
function takeover(
  paths: readonly string[],
  { release, namespace }: { readonly release: string; readonly namespace: string },
): string {
  const now = Math.trunc(Date.now() / 1000)
  const options = [...new Set(paths)].map(
    (path) => `${path.endsWith('.run') ? '--set' : '--set-string'} ${path}=${now}`,
  )
  const command = `helm upgrade ${release} ./chart --namespace ${namespace} --reuse-values`
  return `\nOnce they are applied, have the release take them over:\n\n  ${[command, ...options].join(' \\\n    ')}`
}
