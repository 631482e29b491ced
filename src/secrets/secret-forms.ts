import { ChartError } from '../errors/chart-error.ts'
import { writeYaml } from '../helm/yaml/write-yaml.ts'
import type { SecretData } from './secret-data.ts'

/** A Secret to write. */
export interface WrittenSecret {
  readonly name: string
  /** Default: that of all. */
  readonly namespace?: string | undefined
  readonly type: string
  readonly data: SecretData
}

/** Whether a sealed Secret may be unsealed under another name, or in another namespace. */
export type SealingScope = 'strict' | 'namespace-wide' | 'cluster-wide'

/** Secrets as manifests for `kubectl apply`; with a scope, as `kubeseal` reads it. */
export function secretManifests(
  secrets: readonly WrittenSecret[],
  namespace: string,
  scope: SealingScope = 'strict',
): string {
  const annotations =
    scope === 'strict' ? undefined : { [`sealedsecrets.bitnami.com/${scope}`]: 'true' }
  return secrets
    .map(({ name, namespace: own = namespace, type, data }) =>
      writeYaml({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace: own, annotations },
        type,
        data: Object.fromEntries([...data].map(([key, value]) => [key, value.toString('base64')])),
      }),
    )
    .join('---\n')
}

/** Secrets as JSON for a vault: key in the vault → property → text. Throws where bytes are no text. */
export function vaultJson(secrets: readonly WrittenSecret[], prefix: string): string {
  const all = secrets.map(({ name, data }) => {
    const texts = [...data].map(([key, value]) => [key, textOf(value, `${name}/${key}`)] as const)
    return [`${prefix}${name}`, Object.fromEntries(texts)] as const
  })
  return `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`
}

function textOf(value: Buffer, path: string): string {
  const text = value.toString()
  if (Buffer.from(text).equals(value)) return text
  const message = 'the value is not UTF-8, so JSON cannot hold it'
  throw new ChartError([{ code: 'secret-binary', path, message, hint: 'use --output manifests' }])
}
