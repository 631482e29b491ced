/**
 * Writes the schemas of schema/kubernetes/ that `chartwright verify` checks manifests against: from
 * the OpenAPI documents in the Go module k8s.io/kubernetes, and from the CRDs of other Go modules.
 * Needs Go. With --check it writes nothing, and fails where a file is not what it would write.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocuments } from '../src/helm/yaml/parse.ts'
import { fromCrd, type CustomResourceDefinition } from './kubernetes-schemas/from-crd.ts'
import { fromOpenApi, type OpenApi } from './kubernetes-schemas/from-openapi.ts'
import { readModuleFile } from './kubernetes-schemas/go-module.ts'
import type { JsonSchema } from './kubernetes-schemas/json-schema.ts'

/** The oldest and the newest Kubernetes that charts are verified against. */
const kubernetesVersions = ['v1.29.6', 'v1.36.3']

const customResources = [
  {
    module: { path: 'github.com/kubernetes-csi/external-snapshotter/client/v8', version: 'v8.7.0' },
    files: ['config/crd/snapshot.storage.k8s.io_volumesnapshots.yaml'],
  },
  {
    module: { path: 'github.com/external-secrets/external-secrets', version: 'v1.3.2' },
    files: [
      'config/crds/bases/external-secrets.io_externalsecrets.yaml',
      'config/crds/bases/external-secrets.io_secretstores.yaml',
      'config/crds/bases/external-secrets.io_clustersecretstores.yaml',
    ],
  },
  {
    module: { path: 'sigs.k8s.io/gateway-api', version: 'v1.4.0' },
    files: ['config/crd/standard/gateway.networking.k8s.io_httproutes.yaml'],
  },
  {
    module: { path: 'github.com/cert-manager/cert-manager', version: 'v1.19.1' },
    files: ['deploy/crds/cert-manager.io_certificates.yaml'],
  },
  {
    module: { path: 'github.com/prometheus-operator/prometheus-operator', version: 'v0.85.0' },
    files: [
      'example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml',
      'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
    ],
  },
]

const folder = fileURLToPath(new URL('../schema/kubernetes/', import.meta.url))

const files = new Map([...(await builtIn()), ...(await custom())])
if (process.argv.includes('--check')) check()
else write()

async function builtIn(): Promise<readonly [string, string][]> {
  const folders = kubernetesVersions.map(async (version) => {
    const module = { path: 'k8s.io/kubernetes', version }
    const openApi = await readModuleFile(module, 'api/openapi-spec/swagger.json')
    const schemas = fromOpenApi(JSON.parse(openApi) as OpenApi)
    return [...schemas].map(([file, schema]) =>
      entry(`${version}-standalone-strict/${file}`, schema),
    )
  })
  return (await Promise.all(folders)).flat()
}

async function custom(): Promise<readonly [string, string][]> {
  const sources = customResources.flatMap(({ module, files }) =>
    files.map(async (file) => parseDocuments(await readModuleFile(module, file))),
  )
  const documents = (await Promise.all(sources)).flat() as readonly CustomResourceDefinition[]
  return documents
    .flatMap((document) => [...fromCrd(document)])
    .map(([file, schema]) => entry(`crds/${file}`, schema))
}

function entry(file: string, schema: JsonSchema): [string, string] {
  return [file, `${print(schema)}\n`]
}

/** One line a definition, so that a diff between two versions of Kubernetes can be read. */
function print({ definitions, ...schema }: JsonSchema): string {
  if (definitions === undefined) return JSON.stringify(schema)
  const lines = Object.entries(definitions).map(
    ([name, definition]) => `${JSON.stringify(name)}:${JSON.stringify(definition)}`,
  )
  return `{"$ref":${JSON.stringify(schema.$ref)},"definitions":{\n${lines.join(',\n')}\n}}`
}

function write(): void {
  rmSync(folder, { recursive: true, force: true })
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
}

function check(): void {
  const present = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile())
        .map((file) => join(file.parentPath, file.name).slice(folder.length))
    : []
  const changed = [...files].filter(
    ([file, text]) => !present.includes(file) || readFileSync(join(folder, file), 'utf8') !== text,
  )
  const stray = present.filter((file) => !files.has(file))
  for (const file of [...changed.map(([name]) => name), ...stray])
    console.error(`schema/kubernetes/${file} is not what the Go modules say`)
  if (changed.length + stray.length > 0) process.exitCode = 1
}
