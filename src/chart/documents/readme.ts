import type { Conditions } from '../../platform/component.ts'
import {
  namespacesOf,
  type ResolvedComponent,
  type ResolvedPlatform,
} from '../../platform/resolve.ts'
import type { ValueRow } from '../../values/value-table.ts'
import type { ChartIdentity } from '../chart-identity.ts'
import { nameInRelease } from '../../secrets/name-in-release.ts'
import { generatedBy } from '../generated.ts'

/** The values below one key of the umbrella's values. */
export interface ValueTable {
  readonly name: string
  readonly description: string
  readonly rows: readonly ValueRow[]
}

/** A subchart's README.md: every value of the component. Helm does not store it with the release. */
export function componentReadme(chart: string, table: ValueTable): string {
  const { name, description } = table
  return `${generatedBy.markdown}

# ${name}

${description}. A component of [${chart}](../../README.md): its values stand below \`${name}\` in the values of that chart.

${tableText(table)}`
}

function tableText({ rows }: ValueTable): string {
  const lines = rows.map(
    ({ key, type, default: value, description }) =>
      `| \`${key}\` | ${type} | \`${value}\` | ${description} |\n`,
  )
  return `| Key | Type | Default | Description |
|---|---|---|---|
${lines.join('')}`
}

/** What a user may set below a component's name: a key that some components have alike. */
export interface ComponentKey {
  readonly key: string
  readonly description: string
  readonly components: readonly string[]
}

/** chart/README.md: how to install, the Secrets that must exist, and every value. */
export function readmeText(
  { components, platform }: ResolvedPlatform,
  identity: ChartIdentity,
  tables: readonly ValueTable[],
  keys: readonly ComponentKey[],
): string {
  const { name, description, version, appVersion, kubeVersion } = identity
  const profiles = Object.keys(platform.profiles ?? {})
  const last = profiles.at(-1)
  const files = profiles.map((profile) => `\`values-${profile}.yaml\``).join(', ')
  const secrets = components.flatMap(secretRows)
  const places = namespacesOf({ components })
  return `${generatedBy.markdown}

# ${name}

${description}

Version ${version}, app version ${appVersion}, for Kubernetes ${kubeVersion} and Helm 3 or 4.

## Install

\`\`\`sh
helm install ${name} ./chart --namespace ${name} --create-namespace${last === undefined ? '' : ` -f values-${last}.yaml`}
\`\`\`
${last === undefined ? '' : `\nProfiles: ${files}. Each holds only what it changes.\n`}${places.map(placeText).join('')}
## Components

| Component | What it is | Uses |
|---|---|---|
${components.map(componentRow).join('')}${secrets.length === 0 ? '' : secretsText(name, last, secrets, places)}
## Values

Each values file names the schema for editors in its first line: it knows every key, its type and its default.

### Of components

They stand below the component's name: \`${components[0]?.context.name ?? name}.${keys[0]?.key ?? 'enabled'}\`. The README of a component has each of them in full.

| Key | What it is | Components |
|---|---|---|
${keys.map((row) => keyRow(row, components.length)).join('')}${tables.map((table) => `\n### ${table.name}\n\n${tableText(table)}`).join('')}`
}

/** Where components live beside the namespace of the release. */
function placeText(key: string): string {
  return `
Components of the namespace \`${key}\` live in \`<namespace of the release>-${key}\`, unless \`global.namespaces.${key}.name\` says another. Make it before, or have it made by \`global.namespaces.${key}.create\`.
`
}

function keyRow({ key, description, components }: ComponentKey, all: number): string {
  const names = components.map((name) => `\`${name}\``).join(', ')
  return `| \`${key}\` | ${description} | ${components.length === all ? 'all' : names} |\n`
}

function componentRow({ component, context: { name } }: ResolvedComponent): string {
  const uses = component.uses.map(
    ({ to, interface: kind, cidrs = [] }) => outward(kind, cidrs) ?? `\`${to}\``,
  )
  return `| [\`${name}\`](charts/${name}/README.md) | ${component.description} | ${[...new Set(uses)].join(', ')} |\n`
}

/** What lies behind an edge that leads out of the platform. */
function outward(kind: string, cidrs: readonly string[]): string | undefined {
  if (kind === 'internet') return 'the Internet'
  return kind === 'outside' ? cidrs.map((cidr) => `\`${cidr}\``).join(', ') : undefined
}

function secretsText(
  name: string,
  profile: string | undefined,
  rows: readonly string[],
  places: readonly string[],
): string {
  return `
## Secrets

With \`global.secrets.provider: existing\`, the default, these Secrets must exist in the release's namespace${places.length > 0 ? ', or in that which is named' : ''}. In the project of this chart, one command makes them, and keeps what exists:

\`\`\`sh
npx chartwright secrets .${profile === undefined ? '' : ` --profile ${profile}`} --release ${name} --namespace ${name} --server | kubectl apply --server-side -f -
\`\`\`

With \`inline\` the chart makes them from the values, with \`externalSecrets\` the External Secrets operator fetches them; those for TLS exist in any case.

| Secret | Key | What it holds |
|---|---|---|
${rows.join('')}`
}

function secretRows({ component, context }: ResolvedComponent): readonly string[] {
  return (component.secrets?.(context) ?? []).flatMap((contract) =>
    Object.entries(contract.keys).map(([key, { holds }]) => {
      const { type, neededWith } = contract
      const name = nameInRelease(contract, '<release>')
      const kind = type === undefined || type === 'Opaque' ? '' : `, type \`${type}\``
      const meaning = [holds, ...conditionsText(context.name, neededWith)].join('; ')
      const where = context.namespace === undefined ? '' : `, in namespace \`${context.namespace}\``
      return `| \`${name}\`${kind}${where} | \`${key}\` | ${meaning} |\n`
    }),
  )
}

function conditionsText(component: string, conditions: Conditions = {}): readonly string[] {
  const all = Object.entries(conditions).map(
    ([path, value]) =>
      `\`${path.startsWith('global.') ? path : `${component}.${path}`}: ${value === '' ? '""' : value}\``,
  )
  return all.length === 0 ? [] : [`with ${all.join(', ')}`]
}
