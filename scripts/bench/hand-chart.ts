import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, text } from '../../src/verify/fields.ts'
import { type Manifest, manifestReader } from '../../src/verify/manifest.ts'
import { writeYaml } from '../../src/helm/yaml/write-yaml.ts'
import { inert } from '../../src/template/print/inert.ts'

/**
 * Writes the chart that somebody would write by hand for the same objects: a template for each, whose
 * names and labels are computed, the image of each workload a value, and a strict
 * schema with one definition for all workloads. Gives its directory.
 */
export function handChart(parent: string, manifests: string, release: string): string {
  const directory = join(parent, 'by-hand')
  const objects = manifestReader('default')(manifests)
  const workloads = objects.filter(({ kind }) => ['Deployment', 'StatefulSet'].includes(kind))
  const keys = workloads.map(({ name }) => key(name, release))
  mkdirSync(join(directory, 'templates'), { recursive: true })
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: by-hand\nversion: 0.1.0\nappVersion: 1.0.0\n',
    'values.yaml': writeYaml(
      Object.fromEntries(workloads.map((one, index) => [keys[index] ?? '', valuesOf(one)])),
    ),
    'values.schema.json': JSON.stringify(schemaOf(keys), undefined, 2),
    'templates/_helpers.tpl': helpers,
    ...Object.fromEntries(
      objects.map((one, index) => [`templates/${index}.yaml`, templateOf(one, release)]),
    ),
  }
  for (const [file, content] of Object.entries(files)) writeFileSync(join(directory, file), content)
  return directory
}

const helpers = `{{- define "labels" -}}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
`

/** `service-1` of the release's Deployment `bench-service-1`. */
const key = (name: string, release: string): string =>
  name.startsWith(`${release}-`) ? name.slice(release.length + 1) : name

const container = (one: Manifest): unknown =>
  (at(one.body, 'spec', 'template', 'spec', 'containers') as readonly unknown[])[0] // a workload has one

function valuesOf(one: Manifest): { readonly image: string; readonly replicas: number } {
  return { image: text(at(container(one), 'image')) ?? '', replicas: 1 }
}

/** An object's text with what a chart author would take out of it. */
function templateOf(one: Manifest, release: string): string {
  const values = `(index .Values ${JSON.stringify(key(one.name, release))})`
  const still = inert(one.text.trim())
    .replaceAll('app.kubernetes.io/managed-by: Helm', '{{ include "labels" . }}')
    .replaceAll(new RegExp(`(: "?)${release}(?=[-"]|$)`, 'gm'), '$1{{ .Release.Name }}')
  if (!['Deployment', 'StatefulSet'].includes(one.kind)) return `${still}\n`
  const { image } = valuesOf(one)
  return `${still.replace(`image: "${image}"`, `image: {{ ${values}.image | quote }}`)}\n`
}

function schemaOf(keys: readonly string[]): object {
  const properties = { image: { type: 'string' }, replicas: { type: 'integer', minimum: 0 } }
  const workload = { type: 'object', additionalProperties: false, properties }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    additionalProperties: false,
    properties: {
      global: { type: 'object' },
      ...Object.fromEntries(keys.map((one) => [one, { $ref: '#/definitions/workload' }])),
    },
    definitions: { workload },
  }
}
