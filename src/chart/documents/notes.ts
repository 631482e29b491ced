import type { Component, SecretContract } from '../../platform/component.ts'
import type { ResolvedPlatform } from '../../platform/resolve.ts'
import { nameInRelease } from '../../secrets/name-in-release.ts'

/** Stands for the release's name in the list of Secrets. */
const release = '<release>'

/** NOTES.txt: what to do next, for the values at hand. */
export function notesText({ components, name: chart }: ResolvedPlatform): string {
  const secrets = new Map<string, string[]>()
  for (const { component, context } of components)
    for (const contract of component.secrets?.(context) ?? []) {
      const conditions = conditionsOf(contract, context.name).join(' ')
      const text = `${nameInRelease(contract, release)}: ${Object.keys(contract.keys).join(', ')}`
      const name = inItsPlace(text, chart, context.namespace)
      const known = secrets.get(conditions)
      if (known) known.push(name)
      else secrets.set(conditions, [name])
    }
  const entrances = components.flatMap(({ component, context }) =>
    component.entrance ? [reach(context.name, component.entrance)] : [],
  )
  return `{{ .Chart.Name }} {{ .Chart.Version }} is installed in namespace {{ .Release.Namespace }} as release {{ .Release.Name }}.
${secrets.size > 0 ? waiting(secrets) : ''}
Watch it start:

  kubectl --namespace {{ .Release.Namespace }} get pods --selector app.kubernetes.io/instance={{ .Release.Name }} --watch
${entrances.join('')}
Test it:

  helm test {{ .Release.Name }} --namespace {{ .Release.Namespace }}
`
}

/** A Secret in the list, as an operand, with its namespace where that is not the release's. */
function inItsPlace(secret: string, chart: string, namespace: string | undefined): string {
  if (namespace === undefined) return `"${secret}"`
  return `(printf "${secret}, in namespace %s" (include "${chart}.${namespace}.namespace" .))`
}

/** The Secrets that pods wait for, by the conditions under which they do. */
function waiting(secrets: ReadonlyMap<string, readonly string[]>): string {
  const lists = [...secrets].map(
    ([conditions, names]) => `{{- if and ${conditions} }}
${names.map((name) => `{{- $secrets = append $secrets ${name} }}\n`).join('')}{{- end }}
`,
  )
  return `{{- $provider := .Values.global.secrets.provider }}
{{- $secrets := list }}
${lists.join('')}{{- with $secrets }}

Pods wait for these Secrets, unless they exist:
{{ range . }}
  {{ replace "${release}" $.Release.Name . }}
{{- end }}

In the project of this chart, one command makes them, and keeps what exists (add --profile if you install one):

  npx chartwright secrets . --release {{ $.Release.Name }} --namespace {{ $.Release.Namespace }} --server | kubectl apply --server-side -f -
{{- end }}
{{- if eq $provider "externalSecrets" }}

The External Secrets operator fills the other Secrets from {{ .Values.global.secrets.externalSecrets.storeRef.kind }} {{ .Values.global.secrets.externalSecrets.storeRef.name }}:

  kubectl --namespace {{ .Release.Namespace }} get externalsecrets --selector app.kubernetes.io/instance={{ .Release.Name }}
{{- else if eq $provider "inline" }}

Passwords come from the values of this release: good for development only.
{{- end }}
`
}

function reach(name: string, { port, path }: NonNullable<Component['entrance']>): string {
  return `{{- if ${valuePath(name, 'enabled')} }}

Reach ${name} from this machine:

  kubectl --namespace {{ .Release.Namespace }} port-forward service/{{ .Release.Name }}-${name} 8080:${port}
  curl http://127.0.0.1:8080${path}
{{- end }}
`
}

/** When a Secret is for a person to make: operands of `and`. */
function conditionsOf(
  { type, neededWith = {} }: SecretContract,
  component: string,
): readonly string[] {
  const mine = type === undefined ? ['(eq $provider "existing")'] : []
  const needed = Object.entries(neededWith).map(([path, wanted]) => {
    const value = valuePath(component, path, typeof wanted === 'string' ? '""' : 'false')
    if (typeof wanted === 'string') return `(eq ${value} ${JSON.stringify(wanted)})`
    return wanted ? value : `(not ${value})`
  })
  return [valuePath(component, 'enabled'), ...mine, ...needed]
}

function valuePath(component: string, path: string, otherwise = 'false'): string {
  if (path.startsWith('global.')) return globalValue(path.split('.').slice(1), otherwise)
  const values = component.includes('-') ? `(index .Values "${component}")` : `.Values.${component}`
  return `${values}.${path}`
}

/**
 * A global by its keys below `global`. With `--reuse-values` Helm takes the globals of the chart before,
 * which may not have that of a new store.
 */
function globalValue(keys: readonly string[], otherwise: string): string {
  return `(dig ${keys.map((key) => JSON.stringify(key)).join(' ')} ${otherwise} .Values.global)`
}
