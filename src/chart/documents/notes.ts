import Handlebars from 'handlebars'
import type { SecretContract } from '../../platform/component.ts'
import type { ResolvedPlatform } from '../../platform/resolve.ts'

/** `\{{ … }}` is for Helm, `{{ … }}` for us. */
const notes = Handlebars.compile(
  String.raw`
\{{ .Chart.Name }} \{{ .Chart.Version }} is installed in namespace \{{ .Release.Namespace }} as release \{{ .Release.Name }}.
{{#if secrets}}
\{{- $provider := .Values.global.secrets.provider }}
\{{- $secrets := list }}
{{#each secrets}}
\{{- if and {{conditions}} }}
{{#each names}}
\{{- $secrets = append $secrets "{{this}}" }}
{{/each}}
\{{- end }}
{{/each}}
\{{- with $secrets }}

Pods wait for these Secrets, unless they exist:
\{{ range . }}
  \{{ $.Release.Name }}-\{{ . }}
\{{- end }}

In the project of this chart, one command makes them, and keeps what exists (add --profile if you install one):

  npx chartwright secrets . --release \{{ $.Release.Name }} --namespace \{{ $.Release.Namespace }} --server | kubectl apply --server-side -f -
\{{- end }}
\{{- if eq $provider "externalSecrets" }}

The External Secrets operator fills the other Secrets from \{{ .Values.global.secrets.externalSecrets.storeRef.kind }} \{{ .Values.global.secrets.externalSecrets.storeRef.name }}:

  kubectl --namespace \{{ .Release.Namespace }} get externalsecrets --selector app.kubernetes.io/instance=\{{ .Release.Name }}
\{{- else if eq $provider "inline" }}

Passwords come from the values of this release: good for development only.
\{{- end }}
{{/if}}

Watch it start:

  kubectl --namespace \{{ .Release.Namespace }} get pods --selector app.kubernetes.io/instance=\{{ .Release.Name }} --watch
{{#each entrances}}
\{{- if {{enabled}} }}

Reach {{name}} from this machine:

  kubectl --namespace \{{ .Release.Namespace }} port-forward service/\{{ .Release.Name }}-{{name}} 8080:{{port}}
  curl http://127.0.0.1:8080{{path}}
\{{- end }}
{{/each}}

Test it:

  helm test \{{ .Release.Name }} --namespace \{{ .Release.Namespace }}
`,
  { noEscape: true, strict: true },
)

/** NOTES.txt: what to do next, for the values at hand. */
export function notesText({ components }: ResolvedPlatform): string {
  const secrets = new Map<string, string[]>()
  for (const { component, context } of components)
    for (const contract of component.secrets?.(context) ?? []) {
      const conditions = conditionsOf(contract, context.name).join(' ')
      const name = `${contract.name}: ${Object.keys(contract.keys).join(', ')}`
      secrets.set(conditions, [...(secrets.get(conditions) ?? []), name])
    }
  const entrances = components.flatMap(({ component, context }) =>
    component.entrance
      ? [{ name: context.name, enabled: valuePath(context.name, 'enabled'), ...component.entrance }]
      : [],
  )
  return notes({
    secrets: [...secrets].map(([conditions, names]) => ({ conditions, names })),
    entrances,
  }).trimStart()
}

/** When a Secret is for a person to make: operands of `and`. */
function conditionsOf(
  { type, neededWith = {} }: SecretContract,
  component: string,
): readonly string[] {
  const mine = type === undefined ? ['(eq $provider "existing")'] : []
  const needed = Object.entries(neededWith).map(([path, wanted]) => {
    const value = valuePath(component, path)
    if (typeof wanted === 'string') return `(eq ${value} ${JSON.stringify(wanted)})`
    return wanted ? value : `(not ${value})`
  })
  return [valuePath(component, 'enabled'), ...mine, ...needed]
}

function valuePath(component: string, path: string): string {
  if (path.startsWith('global.')) return globalPath(path.split('.'))
  const values = component.includes('-') ? `(index .Values "${component}")` : `.Values.${component}`
  return `${values}.${path}`
}

/** Names of components, which may hold a hyphen, are part of some globals. */
function globalPath(keys: readonly string[]): string {
  if (keys.every((key) => !key.includes('-'))) return `.Values.${keys.join('.')}`
  return `(index .Values ${keys.map((key) => JSON.stringify(key)).join(' ')})`
}
