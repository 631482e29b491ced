import Handlebars from 'handlebars'
import type { Conditions } from '../../platform/component.ts'
import type { ResolvedPlatform } from '../../platform/resolve.ts'
import type { ValueRow } from '../../values/value-table.ts'
import type { ChartIdentity } from '../chart-identity.ts'
import { generatedBy } from '../generated.ts'

/** The values below one key of the umbrella's values. */
export interface ValueTable {
  readonly name: string
  readonly description: string
  readonly rows: readonly ValueRow[]
}

Handlebars.registerPartial(
  'table',
  `| Key | Type | Default | Description |
|---|---|---|---|
{{#each rows}}
| \`{{key}}\` | {{type}} | \`{{default}}\` | {{description}} |
{{/each}}
`,
)

const component = Handlebars.compile(
  `{{generated}}

# {{name}}

{{description}}. A component of [{{chart}}](../../README.md): its values stand below \`{{name}}\` in the values of that chart.

{{> table}}
`,
  { noEscape: true, strict: true },
)

/** A subchart's README.md: every value of the component. Helm does not store it with the release. */
export function componentReadme(chart: string, table: ValueTable): string {
  return component({ generated: generatedBy.markdown, chart, ...table })
}

const readme = Handlebars.compile(
  `{{generated}}

# {{identity.name}}

{{identity.description}}

Version {{identity.version}}, app version {{identity.appVersion}}, for Kubernetes {{identity.kubeVersion}} and Helm 3 or 4.

## Install

\`\`\`sh
helm install {{identity.name}} ./chart --namespace {{identity.name}} --create-namespace{{#if profiles}} -f values-{{lastProfile}}.yaml{{/if}}
\`\`\`
{{#if profiles}}

Profiles: {{#each profiles}}{{#unless @first}}, {{/unless}}\`values-{{this}}.yaml\`{{/each}}. Each holds only what it changes.
{{/if}}

## Components

| Component | What it is | Uses |
|---|---|---|
{{#each components}}
| [\`{{name}}\`](charts/{{name}}/README.md) | {{description}} | {{uses}} |
{{/each}}
{{#if secrets}}

## Secrets

With \`global.secrets.provider: existing\`, the default, these Secrets must exist in the release's namespace. In the project of this chart, one command makes them, and keeps what exists:

\`\`\`sh
npx chartwright secrets .{{#if profiles}} --profile {{lastProfile}}{{/if}} --release {{identity.name}} --namespace {{identity.name}} --server | kubectl apply --server-side -f -
\`\`\`

With \`inline\` the chart makes them from the values, with \`externalSecrets\` the External Secrets operator fetches them; those of a type of their own exist in any case.

| Secret | Key | What it holds |
|---|---|---|
{{#each secrets}}
| \`<release>-{{name}}\`{{type}} | \`{{key}}\` | {{holds}} |
{{/each}}
{{/if}}

## Values

Those of a component are in its own README. A key here is one of \`values.yaml\`; each values file names the schema for editors in its first line.
{{#each tables}}

### {{name}}

{{> table}}
{{/each}}
`,
  { noEscape: true, strict: true },
)

/** chart/README.md: how to install, the Secrets that must exist, and every value. */
export function readmeText(
  { components, platform }: ResolvedPlatform,
  identity: ChartIdentity,
  tables: readonly ValueTable[],
): string {
  const profiles = Object.keys(platform.profiles ?? {})
  return readme({
    generated: generatedBy.markdown,
    identity,
    profiles,
    lastProfile: profiles.at(-1) ?? '',
    components: components.map(({ component, context }) => ({
      name: context.name,
      description: component.description,
      uses: component.uses
        .map(({ to, interface: kind }) => (kind === 'internet' ? 'the Internet' : `\`${to}\``))
        .join(', '),
    })),
    secrets: components.flatMap(({ component, context }) =>
      (component.secrets?.(context) ?? []).flatMap(({ name, type, keys, neededWith }) =>
        Object.entries(keys).map(([key, { holds }]) => ({
          name,
          type: type === undefined ? '' : `, type \`${type}\``,
          key,
          holds: [holds, ...conditionsText(context.name, neededWith)].join('; '),
        })),
      ),
    ),
    tables,
  })
}

function conditionsText(component: string, conditions: Conditions = {}): readonly string[] {
  const all = Object.entries(conditions).map(
    ([path, value]) =>
      `\`${path.startsWith('global.') ? path : `${component}.${path}`}: ${value === '' ? '""' : value}\``,
  )
  return all.length === 0 ? [] : [`with ${all.join(', ')}`]
}
