import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IContainer } from 'kubernetes-models/v1/Container'
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import type { IKeyToPath } from 'kubernetes-models/v1/KeyToPath'
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec'
import type { ISecret } from 'kubernetes-models/v1/Secret'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import { type Manifest, the } from '../components/rendered.ts'

import { unprivileged } from './process.ts'

type Texts = Readonly<Record<string, string>>

/** A container as this machine can run it: its mounts are directories below a root of their own. */
export interface LocalContainer {
  readonly environment: Texts
  /** A path, or any text with paths in it, as it is on this machine. */
  readonly local: (text: string) => string
}

/**
 * Does for a container of a rendered pod what the kubelet does: writes its mounts, and composes its
 * environment. `objects` are all that its references may point to.
 */
export function localContainer(
  pod: IPodSpec,
  container: IContainer,
  objects: readonly Manifest[],
  root: string,
): LocalContainer {
  const mounts = container.volumeMounts ?? []
  const local = localiser(
    mounts.map(({ mountPath }) => mountPath),
    root,
  )
  for (const { name, mountPath, subPath } of mounts) {
    const volume = pod.volumes?.find((one) => one.name === name)
    const files = filesOf(volume, objects)
    if (subPath) {
      writeBelow(dirname(local(mountPath)), basename(mountPath), local(files[subPath] ?? ''))
      continue
    }
    mkdirSync(local(mountPath), { recursive: true })
    for (const [path, text] of Object.entries(files))
      writeBelow(local(mountPath), path, local(text), volume?.secret?.defaultMode)
  }
  const environment = environmentOf(container.env ?? [], objects)
  return { local, environment: mapTexts(environment, local) }
}

function localiser(paths: readonly string[], root: string): (text: string) => string {
  if (paths.length === 0) return (text) => text
  const longestFirst = paths.toSorted((a, b) => b.length - a.length)
  // a path follows `://` in a URL only where its authority is empty
  const any = new RegExp(longestFirst.map((path) => `(?<!:/)${path}(?![\\w-])`).join('|'), 'g')
  return (text) => text.replaceAll(any, (path) => join(root, path))
}

/** A file with a mode of its own belongs to root and to the group of the pod, as fsGroup has it. */
function writeBelow(directory: string, path: string, text: string, mode?: number): void {
  const file = join(directory, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  if (mode === undefined) return
  const { gid } = unprivileged
  if (gid !== undefined) chownSync(file, 0, gid)
  chmodSync(file, gid === undefined ? mode & 0o700 : mode)
}

function filesOf(volume: IVolume | undefined, objects: readonly Manifest[]): Texts {
  const { configMap, secret, projected } = volume ?? {}
  if (configMap?.name) return picked(configMapData(objects, configMap.name), configMap.items)
  if (secret?.secretName) return picked(secretData(objects, secret.secretName), secret.items)
  const sources = (projected?.sources ?? []).map(({ secret: source }) =>
    source?.name ? picked(secretData(objects, source.name), source.items) : {},
  )
  return Object.assign({}, ...sources) as Texts // all sources together are the files of the volume
}

function picked(data: Texts, items: readonly IKeyToPath[] | undefined): Texts {
  if (!items) return data
  return Object.fromEntries(items.map(({ key, path }) => [path, data[key] ?? '']))
}

/** The environment of a container: references resolved, and `$(NAME)` expanded from what stands before. */
export function environmentOf(variables: readonly IEnvVar[], objects: readonly Manifest[]): Texts {
  const environment: Record<string, string> = {}
  for (const variable of variables)
    environment[variable.name] = valueOf(variable, environment, objects)
  return environment
}

function valueOf(
  { value = '', valueFrom }: IEnvVar,
  before: Texts,
  objects: readonly Manifest[],
): string {
  const { configMapKeyRef, secretKeyRef } = valueFrom ?? {}
  if (configMapKeyRef?.name)
    return keyOf(configMapData(objects, configMapKeyRef.name), configMapKeyRef.key)
  if (secretKeyRef?.name) return keyOf(secretData(objects, secretKeyRef.name), secretKeyRef.key)
  return value.replaceAll(
    /\$\(([\w.-]+)\)/g,
    (reference, name: string) => before[name] ?? reference,
  )
}

function keyOf(data: Texts, key: string): string {
  const text = data[key]
  if (text === undefined) throw new Error(`there is no key ${key}`)
  return text
}

function configMapData(objects: readonly Manifest[], name: string): Texts {
  return the<IConfigMap>(objects, 'ConfigMap', name).data ?? {}
}

function secretData(objects: readonly Manifest[], name: string): Texts {
  const { data = {} } = the<ISecret>(objects, 'Secret', name)
  return mapTexts(data, (text) => Buffer.from(text, 'base64').toString())
}

function mapTexts(texts: Texts, change: (text: string) => string): Texts {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, change(text)]))
}
