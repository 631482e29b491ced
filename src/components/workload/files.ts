import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap'
import type { IVolume } from 'kubernetes-models/v1/Volume'
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount'
import { configMapKey, distinct } from '../../kubernetes/distinct-names.ts'
import type { Naming } from '../../kubernetes/naming.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { EdgeContainer } from '../../platform/edge.ts'
import { type ProjectEntry, type ProjectFile, projectFile } from '../../platform/project-files.ts'
import { text } from '../../template/node/expression.ts'
import type { Expr, Templated } from '../../template/node/templated.ts'
import type { Mounting } from './containers/model.ts'
import type { FileSource, WorkloadModel } from './model.ts'
import { caVolumeNames, ownVolumeNames } from './volumes.ts'
import { volumeName } from './writable.ts'

/** The template of the ConfigMap, by which a change of a file rolls the pods. */
export const filesTemplate = 'files.yaml'

/** A file in the ConfigMap. */
interface Entry {
  readonly key: string
  /** Where the container finds it. */
  readonly path: string
  readonly file: ProjectFile
}

/** What one path of the option `files` mounts. */
interface Mounted {
  /** Which container has it; absent for the component's own. */
  readonly container: string | undefined
  readonly path: string
  readonly volume: string
  readonly entries: readonly Entry[]
  readonly isFolder: boolean
}

/** The ConfigMap of a workload's files, where it has some. */
export function filesConfigMap(
  model: WorkloadModel,
  context: ComponentContext,
  names: Naming,
): Readonly<Record<string, readonly Templated<IConfigMap>[]>> {
  const entries = mounted(model, context).flatMap((one) => one.entries)
  if (entries.length === 0) return {}
  const data = dataOf(entries, 'text')
  const binaryData = dataOf(entries, 'base64')
  const document: Templated<IConfigMap> = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: configMapName(names), labels: names.labels },
    ...(data ? { data } : {}),
    ...(binaryData ? { binaryData } : {}),
  }
  return { [filesTemplate]: [document] }
}

function dataOf(
  entries: readonly Entry[],
  form: ProjectFile['form'],
): Readonly<Record<string, string>> | undefined {
  const own = entries.filter(({ file }) => file.form === form)
  if (own.length === 0) return undefined
  return Object.fromEntries(own.map(({ key, file }) => [key, file.content]))
}

const configMapName = ({ fullname }: Naming): Expr<string> => text`${fullname}-files`

/** What all files of a pod's containers hold. */
export function fileSources({ files, containers }: WorkloadModel): readonly FileSource[] {
  return [files, ...containers.map((one) => one.files)].flatMap((of) => Object.values(of))
}

/** Paths of the project among them. */
export function filesRead(model: WorkloadModel): readonly string[] {
  return fileSources(model).filter((source) => typeof source === 'string')
}

/** What there is of a source; absent where nobody has read the project. */
export function entryOf(
  source: FileSource,
  { files }: Pick<ComponentContext, 'files'>,
): ProjectEntry | undefined {
  return typeof source === 'string'
    ? files.get(source)
    : { file: projectFile(Buffer.from(source.text)) }
}

/** Templates whose change rolls the pods. */
export function filesChecksums(model: WorkloadModel): readonly string[] {
  return fileSources(model).length > 0 ? [filesTemplate] : []
}

/** The volumes of the files: one for single files, and one for each directory. */
export function filesVolumes(
  model: WorkloadModel,
  context: ComponentContext,
  names: Naming,
): readonly Templated<IVolume>[] {
  const all = mounted(model, context)
  const name = configMapName(names)
  const single = all.find(({ isFolder }) => !isFolder)
  return [
    ...(single ? [{ name: single.volume, configMap: { name } }] : []),
    ...all
      .filter(({ isFolder }) => isFolder)
      .map(({ path, volume, entries }) => ({
        name: volume,
        configMap: {
          name,
          items: entries.map((entry) => ({
            key: entry.key,
            path: entry.path.slice(path.length + 1),
          })),
        },
      })),
  ]
}

/**
 * Where they are mounted. A file is mounted alone, so that what the image has beside it stays. A
 * directory is mounted whole, and by no `subPath`: that would be empty once the ConfigMap changes.
 */
export function filesMounts(
  model: WorkloadModel,
  context: ComponentContext,
  container?: string,
): readonly IVolumeMount[] {
  const own = mounted(model, context).filter((one) => one.container === container)
  return own.map(({ path, volume, entries: [first], isFolder }) => ({
    name: volume,
    mountPath: path,
    ...(isFolder || !first ? {} : { subPath: first.key }),
    readOnly: true,
  }))
}

/** Names of the volumes. */
export function filesVolumeNames(
  model: WorkloadModel,
  context: ComponentContext,
): readonly string[] {
  return [...new Set(mounted(model, context).map(({ volume }) => volume))]
}

/**
 * What is mounted, in the order of the paths, for the component's own container first: single files from
 * one volume, each directory from its own.
 */
function mounted(model: WorkloadModel, context: ComponentContext): readonly Mounted[] {
  const key = distinct(253)
  const volume = distinct(63, [...ownVolumeNames(model), ...caVolumeNames(context)])
  const singles = volume('files')
  const all: readonly Pick<Mounting & Partial<EdgeContainer>, 'files' | 'name'>[] = [
    { files: model.files },
    ...model.containers,
  ]
  return all.flatMap(({ files, name: container }) =>
    Object.entries(files)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([path, source]): readonly Mounted[] => {
        const found = entryOf(source, context)
        if (!found || 'fault' in found) return [] // `fileProblems` says why
        const entry = (at: string, file: ProjectFile): Entry => ({
          key: key(configMapKey(at.slice(1))),
          path: at,
          file,
        })
        const place = { container, path }
        if ('file' in found) {
          const entries = [entry(path, found.file)]
          return [{ ...place, volume: singles, entries, isFolder: false }]
        }
        const entries = [...found.folder].map(([name, file]) => entry(`${path}/${name}`, file))
        const name = volume(`files-${volumeName({ path })}`)
        return [{ ...place, volume: name, entries, isFolder: true }]
      }),
  )
}
