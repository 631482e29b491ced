import Handlebars from 'handlebars'
import type { ResolvedPlatform } from '../../platform/resolve.ts'

/** `\{{ … }}` is for Helm, `{{ … }}` for us. */
const notes = Handlebars.compile(
  String.raw`
\{{ .Chart.Name }} \{{ .Chart.Version }} is installed in namespace \{{ .Release.Namespace }} as release \{{ .Release.Name }}.
{{#if secrets}}
\{{- if eq .Values.global.secrets.provider "existing" }}

Create these Secrets, unless they exist: pods wait for them.
{{#each secrets}}
\{{- if {{enabled}} }}
{{#each names}}
{{#if neededWith}}
\{{- if {{neededWith}} }}
{{/if}}

  kubectl --namespace \{{ $.Release.Namespace }} create secret generic \{{ $.Release.Name }}-{{name}}{{#each keys}} \
    --from-literal={{this}}='…'{{/each}}
{{#if neededWith}}
\{{- end }}
{{/if}}
{{/each}}
\{{- end }}
{{/each}}

A key "url-password" holds its "password" percent-encoded; for letters and digits both are the same.
\{{- else if eq .Values.global.secrets.provider "externalSecrets" }}

The External Secrets operator fills the Secrets from \{{ .Values.global.secrets.externalSecrets.storeRef.kind }} \{{ .Values.global.secrets.externalSecrets.storeRef.name }}:

  kubectl --namespace \{{ .Release.Namespace }} get externalsecrets --selector app.kubernetes.io/instance=\{{ .Release.Name }}
\{{- else }}

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
  const secrets = components.flatMap(({ component, context }) => {
    const contracts = component.secrets?.(context) ?? []
    const names = contracts.map(({ name, keys, neededWith }) => ({
      name,
      keys: Object.keys(keys),
      neededWith: neededWith === undefined ? '' : valuePath(context.name, neededWith),
    }))
    return names.length > 0 ? [{ enabled: valuePath(context.name, 'enabled'), names }] : []
  })
  const entrances = components.flatMap(({ component, context }) =>
    component.entrance
      ? [{ name: context.name, enabled: valuePath(context.name, 'enabled'), ...component.entrance }]
      : [],
  )
  return notes({ secrets, entrances }).trimStart()
}

function valuePath(component: string, path: string): string {
  const values = component.includes('-') ? `(index .Values "${component}")` : `.Values.${component}`
  return `${values}.${path}`
}
