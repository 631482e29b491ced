import type { ComponentTemplates } from '../platform/component.ts'
import { printDocuments, printHelper } from '../template/print/print.ts'
import type { TypeSchema } from '../template/node/value-type.ts'
import { writeYaml } from '../helm/yaml/write-yaml.ts'
import type { ChartIdentity } from './chart-identity.ts'
import { generatedBy } from './generated.ts'

/** What is below `templates/` of one chart of this umbrella: file name → text. `note` heads the helpers. */
export function printTemplates(
  templates: ComponentTemplates,
  schema: TypeSchema,
  umbrella: string,
  note?: string,
): ReadonlyMap<string, string> {
  const files = Object.entries(templates.files)
    .filter(([, documents]) => documents.length > 0)
    .map(
      ([name, documents]) =>
        [name, `${generatedBy.template}\n${printDocuments(documents, schema, umbrella)}`] as const,
    )
  const helpers = templates.helpers
    .map((helper) => printHelper(helper, schema, umbrella))
    .join('\n')
  const head = [generatedBy.template, ...(note === undefined ? [] : [note])]
  return new Map([['_helpers.tpl', [...head, helpers].join('\n')], ...files])
}

/** Chart.yaml of a component's subchart. */
export function subchartYaml(
  name: string,
  component: { readonly description: string; readonly appVersion?: string },
  identity: ChartIdentity,
): string {
  const chart = {
    apiVersion: 'v2',
    name,
    description: component.description,
    type: 'application',
    version: identity.version,
    appVersion: component.appVersion ?? identity.appVersion,
    kubeVersion: identity.kubeVersion,
  }
  return `${generatedBy.yaml}\n${writeYaml(chart)}`
}

/** Chart.yaml of the umbrella: the identity, and a dependency for each component. */
export function umbrellaYaml(identity: ChartIdentity, components: readonly string[]): string {
  const { name, description, version, appVersion, kubeVersion, ...rest } = identity
  const chart = {
    apiVersion: 'v2',
    name,
    description,
    type: 'application',
    version,
    appVersion,
    kubeVersion,
    ...omit(rest, 'apiVersion', 'type'),
    dependencies: components.map((component) => ({
      name: component,
      version: identity.version,
      condition: `${component}.enabled`,
    })),
  }
  return `${generatedBy.yaml}\n${writeYaml(chart)}`
}

function omit(from: object, ...keys: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key)))
}
