import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Problem, refuse } from '../errors/chart-error.ts'
import { packageFile } from '../package-file.ts'
import { groupOf } from './manifest.ts'

const folder = fileURLToPath(packageFile('schema/kubernetes/'))
const suffix = '-standalone-strict'

/** The part of a Kubernetes schema that says how server-side apply merges lists. */
export interface KubernetesSchema {
  readonly $ref?: string
  readonly definitions?: Readonly<Record<string, KubernetesSchema>>
  readonly properties?: Readonly<Record<string, KubernetesSchema>>
  readonly items?: KubernetesSchema
  readonly additionalProperties?: KubernetesSchema | boolean
  readonly 'x-kubernetes-list-type'?: string
  readonly 'x-kubernetes-list-map-keys'?: readonly string[]
}

/** The Kubernetes versions that there are schemas for, the oldest first: `1.29.6`. */
export const kubernetesVersions: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith(suffix))
  .map((name) => name.slice(1, -suffix.length))
  .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))

/** Where kubeconform finds the schemas of Kubernetes and of the custom resources that we know. */
export const schemaLocations: readonly string[] = [
  folder,
  join(folder, 'crds/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json'),
]

/** The full form of versions as people write them: `1.29` and `v1.29.6` are both `1.29.6`. */
export function resolveKubernetes(asked: readonly string[]): readonly string[] {
  const found = asked.map((text) => {
    const bare = text.replace(/^v/, '')
    return kubernetesVersions.find((known) => known === bare || known.startsWith(`${bare}.`))
  })
  const unknown = asked.filter((_, index) => found[index] === undefined)
  refuse(unknown.map(noSchemas))
  return found.flatMap((version) => version ?? [])
}

function noSchemas(version: string): Problem {
  return {
    code: 'kubernetes-version-unknown',
    path: version,
    message: `there are no schemas of Kubernetes ${version}`,
    hint: `choose from ${kubernetesVersions.join(', ')}`,
  }
}

/** The newest schema of a kind of object, or undefined for a custom resource that is not known. */
export function kindSchema(apiVersion: string, kind: string): KubernetesSchema | undefined {
  const version = apiVersion.split('/').at(-1) ?? ''
  const group = groupOf(apiVersion)
  const builtIn = [kind, ...(group ? [group.split('.')[0]] : []), version].join('-').toLowerCase()
  const files = [
    `v${kubernetesVersions.at(-1)}${suffix}/${builtIn}.json`,
    `crds/${group}/${kind.toLowerCase()}_${version}.json`,
  ]
  const file = files.find((name) => existsSync(join(folder, name)))
  return file === undefined ? undefined : read(file)
}

const cache = new Map<string, KubernetesSchema>()

function read(file: string): KubernetesSchema {
  const known = cache.get(file)
  if (known) return known
  // Written by scripts/kubernetes-schemas.ts.
  const schema = JSON.parse(readFileSync(join(folder, file), 'utf8')) as KubernetesSchema
  cache.set(file, schema)
  return schema
}
