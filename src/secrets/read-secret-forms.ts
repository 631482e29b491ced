import { ChartError, type Problem } from '../errors/chart-error.ts'
import { isMap } from '../values/value.ts'
import { parseDocuments } from '../helm/yaml/parse.ts'
import type { PresentSecret, PresentSecrets } from './secret-data.ts'

/** Reads a Secret as the API of Kubernetes has it; undefined for anything else. */
export function readSecret(
  object: unknown,
): (PresentSecret & { readonly name: string; readonly namespace: string | undefined }) | undefined {
  if (!isMap(object) || object['kind'] !== 'Secret' || !isMap(object['metadata'])) return undefined
  const { name, namespace } = object['metadata']
  if (typeof name !== 'string') return undefined
  const encoded = textsOf(object['data'])
  if (!encoded.every(([, text]) => isBase64(text))) return undefined
  const data = [
    ...encoded.map(([key, text]) => [key, Buffer.from(text, 'base64')] as const),
    ...textsOf(object['stringData']).map(([key, text]) => [key, Buffer.from(text)] as const),
  ]
  return {
    name,
    namespace: typeof namespace === 'string' ? namespace : undefined,
    type: typeof object['type'] === 'string' ? object['type'] : 'Opaque',
    data: new Map(data),
    ...(object['immutable'] === true ? { isImmutable: true } : {}),
  }
}

/** Reads what `secretManifests` wrote, lists included. Throws for what is no Secret of the namespace, or of the others. */
export function readManifests(
  text: string,
  file: string,
  namespace: string,
  others: readonly string[] = [],
): PresentSecrets {
  const objects = parseDocuments(text, file).flatMap((document) =>
    isMap(document) && Array.isArray(document['items'])
      ? (document['items'] as readonly unknown[])
      : [document],
  )
  const secrets = objects.map((object) => {
    const secret = readSecret(object)
    const of = secret?.namespace ?? namespace
    if (secret && (of === namespace || others.includes(of))) return secret
    const message = secret
      ? `it holds the Secret ${secret.name} of namespace ${secret.namespace}`
      : 'it holds something that is no Secret'
    throw foreign(file, message)
  })
  return new Map(secrets.map((secret) => [secret.name, secret]))
}

/** Reads what `vaultJson` wrote. Throws for anything else. */
export function readVaultJson(text: string, file: string, prefix: string): PresentSecrets {
  const object = parsedJson(text)
  if (!isMap(object)) throw foreign(file, 'it is no JSON of Secrets')
  const secrets = Object.entries(object).map(([key, properties]) => {
    if (!key.startsWith(prefix)) throw foreign(file, `its key ${key} does not begin with ${prefix}`)
    if (!isMap(properties)) throw foreign(file, `its key ${key} holds no properties`)
    const data = textsOf(properties).map(([name, value]) => [name, Buffer.from(value)] as const)
    return [key.slice(prefix.length), { type: 'Opaque', data: new Map(data) }] as const
  })
  return new Map(secrets)
}

function isBase64(text: string): boolean {
  const packed = text.replaceAll(/\s/g, '')
  return Buffer.from(packed, 'base64').toString('base64') === packed
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function textsOf(map: unknown): readonly (readonly [string, string])[] {
  return isMap(map)
    ? Object.entries(map).flatMap(([key, text]) =>
        typeof text === 'string' ? [[key, text] as const] : [],
      )
    : []
}

function foreign(file: string, message: string): ChartError {
  const hint = 'name another file with --file: this one is not overwritten'
  const problem: Problem = { code: 'file-in-the-way', path: file, file, message, hint }
  return new ChartError([problem])
}
