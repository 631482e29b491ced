import type { IObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta'
import type { ISecret } from 'kubernetes-models/v1/Secret'
import { base64, eq, release, required, text, urlEncode } from '../../template/node/expression.ts'
import { scope } from '../../template/node/scope.ts'
import { when } from '../../template/node/structure.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { WorkloadValues } from '../workload/workload-values.ts'
import type { Naming } from '../naming.ts'

const { value } = scope<Pick<WorkloadValues, 'global'>>()

/** One key of a Secret, for whichever provider fills it. */
export type Credential = GivenCredential | FixedCredential

/** A key that the values or a vault fill, or one that is made of such a key. */
export interface GivenCredential {
  /** Value that holds it for the provider `inline`; empty is an error of Helm, never a default. */
  readonly inline: Expr<string>
  /** Dotted path of that value from the umbrella's values, for the advice. */
  readonly path: string
  /** The same text, percent-encoded, of another key: `url-password` of `password`. */
  readonly encodes?: string
}

/** A key that no provider is asked for. */
export interface FixedCredential {
  /** What it holds, which is no secret: the name of a user. */
  readonly is: string
}

/** An object of the External Secrets Operator, as its CRD `external-secrets.io/v1` has it. */
interface IExternalSecret {
  readonly apiVersion: 'external-secrets.io/v1'
  readonly kind: 'ExternalSecret'
  readonly metadata: IObjectMeta
  readonly spec: {
    readonly refreshInterval: string
    readonly secretStoreRef: { readonly kind: string; readonly name: string }
    readonly target: {
      readonly name: string
      /** `Owner`, the default, takes the Secret away with this object; `Orphan` leaves it. */
      readonly creationPolicy: 'Orphan'
      readonly template?: {
        readonly engineVersion: 'v2'
        readonly data: Readonly<Record<string, string>>
      }
    }
    readonly data: readonly {
      readonly secretKey: string
      readonly remoteRef: { readonly key: string; readonly property: string }
    }[]
  }
}

/**
 * A Secret of this name, from the provider that the values choose. With the provider `existing` nothing
 * is rendered: somebody else creates it under the same name and keys.
 */
export function credentials(
  names: Naming,
  name: SecretName,
  keys: Readonly<Record<string, Credential>>,
): readonly unknown[] {
  const provider = value('global.secrets.provider')
  return [
    when(eq(provider, 'inline'), inlineSecret(names, name, keys)),
    when(eq(provider, 'externalSecrets'), externalSecret(names, name, keys)),
  ]
}

/** `secretName('redis')`, or a name that the model says whole. */
export type SecretName = Expr<string> | string

/** Name of a Secret by contract: `<release>-<name>`. */
export function secretName(name: string): Expr<string> {
  return text`${release.name}-${name}`
}

function inlineSecret(
  names: Naming,
  name: SecretName,
  keys: Readonly<Record<string, Credential>>,
): Templated<ISecret> {
  const data = Object.entries(keys).map(([key, one]) => [key, base64(inlineText(one))] as const)
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, labels: names.labels, annotations: kept },
    type: 'Opaque',
    data: Object.fromEntries(data),
  }
}

function inlineText(one: Credential): Expr<string> {
  if ('is' in one) return text`${one.is}`
  const given = required(
    `set ${one.path}: the provider "inline" takes every password from the values`,
    one.inline,
  )
  return one.encodes === undefined ? given : urlEncode(given)
}

/**
 * Helm deletes what a release no longer renders, and pods need a Secret also after its provider has
 * changed. As claims stay, so do the passwords of the data on them, whoever made them.
 */
const kept = { 'helm.sh/resource-policy': 'keep' }

function externalSecret(
  names: Naming,
  name: SecretName,
  keys: Readonly<Record<string, Credential>>,
): Templated<IExternalSecret> {
  const own = Object.entries(keys).filter(([, one]) => isFetched(one))
  const derived = own.length < Object.keys(keys).length
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, labels: names.labels },
    spec: {
      refreshInterval: value('global.secrets.externalSecrets.refreshInterval'),
      secretStoreRef: {
        kind: value('global.secrets.externalSecrets.storeRef.kind'),
        name: value('global.secrets.externalSecrets.storeRef.name'),
      },
      target: {
        name,
        creationPolicy: 'Orphan',
        ...(derived ? { template: { engineVersion: 'v2' as const, data: derivation(keys) } } : {}),
      },
      data: own.map(([key]) => ({
        secretKey: key,
        remoteRef: {
          key: text`${value('global.secrets.externalSecrets.remoteKeyPrefix')}${name}`,
          property: key,
        },
      })),
    },
  }
}

const isFetched = (one: Credential): boolean => !('is' in one) && one.encodes === undefined

/** What the operator's own templates make of the fetched keys; a blank is `%20` in a URL, never `+`. */
function derivation(keys: Readonly<Record<string, Credential>>): Readonly<Record<string, string>> {
  const expression = (key: string, one: Credential): string => {
    if ('is' in one) return one.is
    return isFetched(one)
      ? `{{ index . "${key}" }}`
      : `{{ index . "${one.encodes}" | urlquery | replace "+" "%20" }}`
  }
  return Object.fromEntries(Object.entries(keys).map(([key, one]) => [key, expression(key, one)]))
}
