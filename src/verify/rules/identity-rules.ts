import { at, fields, texts } from '../fields.ts'
import { groupOf, type Manifest } from '../manifest.ts'
import { podsOf } from './pod.ts'
import { rule, type Rule, type Violation } from './rule.ts'

/** Rules on names and labels, by which Kubernetes tells objects apart. */
export const identityRules: readonly Rule[] = [
  rule('no two objects have the same kind, namespace and name', ({ manifests }) => {
    const seen = new Map<string, Manifest>()
    return manifests.flatMap((manifest) => {
      const { kind, apiVersion, namespace, name } = manifest
      const identity = [groupOf(apiVersion), kind, namespace, name].join(' ')
      const first = seen.get(identity)
      if (!first) seen.set(identity, manifest)
      return first ? [{ manifest, detail: `${first.source} renders it too` }] : []
    })
  }),

  rule('names fit what Kubernetes makes of them', ({ manifests }) =>
    manifests.flatMap((manifest): readonly Violation[] => {
      const { limit, reason } = nameLimits[manifest.kind] ?? subdomain
      const { length } = manifest.name
      if (length > limit)
        return [
          { manifest, detail: `it has ${length} characters, ${limit} is the limit (${reason})` },
        ]
      const form = forms[manifest.kind] ?? /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/
      return form.test(manifest.name)
        ? []
        : [{ manifest, detail: `it is no name of a ${manifest.kind}`, hint: 'use a-z, 0-9 and -' }]
    }),
  ),

  rule('label values have at most 63 characters, of A-Z, a-z, 0-9, -, _ and .', ({ manifests }) =>
    manifests.flatMap((manifest) =>
      labelsOf(manifest)
        .filter(([, value]) => !/^(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?$/.test(value))
        .map(([key, value]) => ({ manifest, detail: `label ${key} is ${JSON.stringify(value)}` })),
    ),
  ),
]

/** Names of which Kubernetes makes labels or host names, which are shorter than other names. */
const nameLimits: Readonly<Record<string, { readonly limit: number; readonly reason: string }>> = {
  Service: { limit: 63, reason: 'it becomes a DNS label' },
  Namespace: { limit: 63, reason: 'it becomes a DNS label' },
  Job: { limit: 63, reason: 'it becomes a label of its pods' },
  StatefulSet: { limit: 52, reason: 'with a revision hash it becomes a label of its pods' },
  CronJob: { limit: 52, reason: 'with a time it becomes the name of its Jobs' },
}
const subdomain = { limit: 253, reason: 'it is a DNS name' }

const forms: Readonly<Record<string, RegExp>> = {
  Service: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  ...Object.fromEntries(
    ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'].map((kind) => [kind, /./]),
  ),
}

function labelsOf(manifest: Manifest): readonly [string, string][] {
  const maps = [
    texts(at(manifest.body, 'metadata', 'labels')),
    ...podsOf(manifest).map(({ labels }) => labels),
    texts(fields(at(manifest.body, 'spec', 'selector'))['matchLabels']),
  ]
  return maps.flatMap((labels) => Object.entries(labels))
}
