/** A chart as people write them, with what templates do with values in many ways. */
export const webChart: Readonly<Record<string, string>> = {
  'Chart.yaml': `apiVersion: v2
name: web
version: 1.2.0
dependencies:
  - { name: cache, version: 1.0.0, alias: store, condition: store.enabled }
`,
  'values.yaml': `# -- How many pods
# there are
# @default -- one
replicas: 1

## Image of the program
## ref: https://registry.example.com
image:
  repository: shop/web
  # Empty for the version of the chart
  tag: ""
  pullSecrets: []

## @param ingress.enabled Whether there is an Ingress
## @param ingress.className [string, nullable] Its class
ingress:
  enabled: false
  className: null
  hosts:
    - host: shop.example.com
      paths: []

labels: {}
resources: {}
config: |
  title = {{ .Values.title }}
title: Shop
extra: []
probes:
  live: { path: /health, periodSeconds: 10 }
  ready: { path: /ready }
old:
  mode: fast
ports:
  http: 8080
`,
  'templates/_helpers.tpl': `{{- define "web.image" -}}
{{ .image.repository }}:{{ .image.tag | default .context.Chart.AppVersion }}@{{ .image.digest }}
{{- end }}
{{- define "web.render" -}}
{{- if typeIs "string" .value }}{{ tpl .value .context }}{{ else }}{{ tpl (toYaml .value) .context }}{{ end }}
{{- end }}
`,
  'templates/all.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  labels:
    {{- with .Values.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
data:
  replicas: {{ .Values.replicas | quote }}
  image: {{ include "web.image" (dict "image" .Values.image "context" $) | quote }}
  {{- range .Values.image.pullSecrets }}
  secret: {{ .name }}
  {{- end }}
  config: {{ tpl .Values.config . | quote }}
  resources: {{ toYaml .Values.resources | quote }}
  {{- if and .Values.ingress.enabled (.Capabilities.APIVersions.Has "networking.k8s.io/v1") }}
  class: {{ .Values.ingress.className | default "nginx" }}
  {{- range $at, $one := .Values.ingress.hosts }}
  host-{{ $at }}: {{ $one.host | quote }}
  {{- range $one.paths }}
  path: {{ .path }}
  {{- end }}
  {{- end }}
  {{- end }}
  {{- $probe := .Values.probes.live }}
  live: {{ $probe.path }} {{ get $probe "periodSeconds" }} {{ $probe.timeoutSeconds | default 1 }}
  ready: {{ index .Values "probes" "ready" "path" }}
  {{- range $name, $port := .Values.ports }}
  port-{{ $name }}: {{ $port | quote }}
  {{- end }}
  {{- range .Values.extra }}
  extra: {{ include "web.render" (dict "value" . "context" $) | quote }}
  {{- end }}
  {{- if .Values.tracing }}
  tracing: {{ .Values.tracing.endpoint }}
  {{- end }}
`,
  'charts/cache/Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.0.0\n',
  'charts/cache/values.yaml': '# Memory in MiB\nmemory: 64\n',
  'charts/cache/templates/all.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: cache }
data: { memory: {{ .Values.memory | quote }}, region: {{ (.Values.global).region | default "" | quote }} }
`,
}
