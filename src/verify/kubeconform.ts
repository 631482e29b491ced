import { ChartError, type Problem } from '../errors/chart-error.ts'
import { oneLine } from '../errors/one-line.ts'
import { schemaLocations } from './kubernetes-schemas.ts'
import { documentsOf, titleOf, type Manifest } from './manifest.ts'
import { lessCollection, run, type RunOptions } from './run.ts'
import { schemaFindings } from './schema-findings.ts'
import type { Target } from './target.ts'
import type { Tool } from './tools/find-family.ts'

/** What kubeconform is asked to check. */
export interface KubeconformInput {
  readonly kubeconform: Tool
  readonly manifests: string
  /** `1.29.6` */
  readonly kubernetes: string
  /** Where else it finds schemas, in its own notation. */
  readonly schemaLocations?: readonly string[]
}

/**
 * A version of Kubernetes as its schemas know it. Documents that kubeconform found valid are not shown
 * to it again: most are the same in every run.
 */
export function schemaTarget(
  version: string,
  tool: Omit<KubeconformInput, 'manifests' | 'kubernetes'>,
): Target {
  const valid = new Set<string>()
  const ask = async (text: string, options: RunOptions): Promise<readonly Problem[]> => {
    const documents = documentsOf(text).filter((one) => !valid.has(withoutBlankLines(one)))
    const found: Problem[] = []
    for (const portion of portions(documents)) {
      const asked = { ...tool, kubernetes: version, manifests: portion.join('---') }
      const problems = await validateManifests(asked, options)
      if (problems.length === 0) for (const one of portion) valid.add(withoutBlankLines(one))
      found.push(...problems)
    }
    return found
  }
  let last: Promise<unknown> = Promise.resolve()
  return {
    version,
    name: version,
    validate: async ({ text, manifests }, options) => {
      // One run after the other, each of which knows what the one before found valid.
      const answer = last.then(() => ask(text, options))
      last = answer.catch(() => undefined) // which is that run's own fault
      return (await answer).map((problem) => withSource(problem, manifests))
    },
  }
}

/** kubeconform 0.8.0 reads beyond 2 MiB over documents that it has not checked yet, and mixes them up. */
function portions(documents: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = []
  let room = 0
  for (const one of documents) {
    const bytes = Buffer.byteLength(one)
    room -= bytes
    if (room < 0) {
      found.push([])
      room = 1024 * 1024 - bytes
    }
    found.at(-1)?.push(one)
  }
  return found
}

/** All that Helm 3 and Helm 4 often differ in, and nothing that a schema speaks of. */
function withoutBlankLines(document: string): string {
  return document.trim().replaceAll(/\n[ \t]*(?=\n)/g, '')
}

/** kubeconform knows an object by its kind and name only. */
function withSource(problem: Problem, manifests: readonly Manifest[]): Problem {
  const [title] = problem.path.split(' ')
  const manifest = manifests.find((one) => titleOf(one) === title)
  return manifest ? { ...problem, file: manifest.source } : problem
}

/** Checks rendered manifests strictly against the schemas of one Kubernetes version. */
export async function validateManifests(
  input: KubeconformInput,
  options: RunOptions = {},
): Promise<readonly Problem[]> {
  const { kubeconform, manifests, kubernetes } = input
  const locations = [...schemaLocations, ...(input.schemaLocations ?? [])]
  const where = locations.flatMap((location) => ['-schema-location', location])
  // One worker: each compiles the schemas for itself, which takes longer than to validate by them.
  const form = ['-strict', '-n', '1', '-output', 'json']
  const args = [...form, '-kubernetes-version', kubernetes, ...where, '-']
  const { stdout, stderr } = await run(kubeconform.path, args, {
    ...options,
    environment: lessCollection,
    input: manifests,
  })
  return resources(stdout, stderr, kubeconform.path)
    .flatMap(toProblems)
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

interface Resource {
  readonly kind: string
  readonly name: string
  readonly version: string
  readonly msg: string
}

/** kubeconform exits with 1 whatever is wrong, so only its output tells what. */
function resources(stdout: string, stderr: string, program: string): readonly Resource[] {
  try {
    // The format is documented in kubeconform's readme; what is no JSON is a failure.
    const { resources: found } = JSON.parse(stdout) as { readonly resources?: readonly Resource[] }
    return found ?? []
  } catch {
    const reason = (stderr || stdout).trim().split('\n').at(-1) ?? ''
    const message = `${program} did not answer as kubeconform does: ${reason}`
    throw new ChartError([{ code: 'kubeconform-failed', path: 'kubeconform', message }])
  }
}

function toProblems({ kind, name, version, msg }: Resource): readonly Problem[] {
  const title = [kind, name].filter((part) => part).join('/') || 'a rendered document'
  if (msg.startsWith('could not find schema')) return [schemaMissing(title, `${version} ${kind}`)]
  const findings = schemaFindings(msg)
  if (findings.length === 0)
    return [{ code: 'manifest-invalid', path: title, message: oneLine(msg) }]
  return findings.map(({ path, message }) => ({
    code: 'manifest-schema',
    path: `${title} ${path}`.trim(),
    message,
  }))
}

function schemaMissing(path: string, type: string): Problem {
  return {
    code: 'schema-missing',
    path,
    message: `there is no schema of ${type}`,
    hint: "name a folder with its schema, in kubeconform's notation: --schema-location",
  }
}
