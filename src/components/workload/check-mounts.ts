import { caDirectory, caVolumeName, tlsStores } from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Problem } from '../../errors/chart-error.ts'
import type { ContainerModel, Mounting } from './containers/model.ts'
import { optionPath } from './containers/option-path.ts'
import { storesOf } from './containers/stores.ts'
import type { WorkloadModel } from './model.ts'
import { volumeName } from './writable.ts'

/** A container of the pods; without a name, the component's own. */
type Container = Mounting & Partial<Pick<ContainerModel, 'inheritEnv' | 'name' | 'option'>>

/** Name of a volume: a DNS label. */
const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/** What is wrong with where writable directories, volumes and files are mounted, beside the CAs of stores. */
export function mountProblems(model: WorkloadModel, context: ComponentContext): readonly Problem[] {
  const containers: readonly Container[] = [
    { writable: model.writable, files: model.files, mounts: model.mounts },
    ...model.containers,
  ]
  return [
    ...containers.flatMap((one) => containerProblems(one, context)),
    ...volumeProblems(containers, model, context),
  ]
}

function containerProblems(one: Container, context: ComponentContext): readonly Problem[] {
  const at = (option: string): string => optionPath(context.name, one, option)
  const authorities = storesOf(one, context).map(caDirectory)
  const directories = [
    ...one.writable.map(({ path }) => ({ path, at: at('writable') })),
    ...one.mounts.map(({ path }) => ({ path, at: at('mounts') })),
  ]
  const files = Object.keys(one.files).map((path) => ({ path, at: at('files') }))
  const isTaken = (path: string, index: number): boolean =>
    authorities.includes(path) || directories.slice(0, index).some((other) => other.path === path)
  return [
    ...directories.filter(({ path }) => !isMountable(path)).map(badPath),
    ...directories.filter(({ path }, index) => isTaken(path, index)).map(mountedTwice),
    ...files.filter(({ path }) => isTaken(path, 0)).map(mountedTwice),
  ]
}

interface Placed {
  readonly path: string
  /** The option of platform.ts. */
  readonly at: string
}

const isMountable = (path: string): boolean => path.startsWith('/') && !/[:]|\/$|\/\//.test(path)

function badPath({ path, at }: Placed): Problem {
  return {
    code: 'writable-path',
    path: at,
    message: `"${path}" cannot be mounted at`,
    hint: 'write an absolute path without a slash at its end, such as /var/cache, of at most 63 characters',
  }
}

const mountedTwice = ({ path, at }: Placed): Problem => ({
  code: 'mounted-twice',
  path: at,
  message: `${path} is mounted already`,
  hint: 'choose another path',
})

/** A volume, and what platform.ts says of it: a path to write to, or a name. */
interface Volume {
  readonly name: string
  readonly said: string
  readonly at: string
}

function volumeProblems(
  containers: readonly Container[],
  { shared, storage }: WorkloadModel,
  context: ComponentContext,
): readonly Problem[] {
  const authorities = tlsStores(context).map((store) => ({
    name: caVolumeName(store),
    said: caDirectory(store),
    at: '',
  }))
  const own: readonly Volume[] = [
    ...containers.flatMap((one) =>
      one.writable
        .filter(({ path }) => isMountable(path))
        .map((directory) => ({
          name: volumeName(directory, one.name),
          said: directory.path,
          at: optionPath(context.name, one, 'writable'),
        })),
    ),
    ...Object.entries({ shared, storage }).flatMap(([option, all]) =>
      all.map(({ name }) => ({
        name,
        said: name,
        at: optionPath(context.name, {}, option, name),
      })),
    ),
  ]
  return own.flatMap((volume, index): readonly Problem[] => {
    if (!label.test(volume.name)) return [badVolume(volume)]
    const other = [...authorities, ...own.slice(0, index)].find(({ name }) => name === volume.name)
    return other && other.said !== volume.said ? [oneVolume(volume, other)] : []
  })
}

function badVolume({ name, said, at }: Volume): Problem {
  if (name !== said) return badPath({ path: said, at })
  return {
    code: 'volume-name',
    path: at,
    message: `"${name}" cannot name a volume`,
    hint: 'use at most 63 lower-case letters, digits and "-", and begin and end with a letter or digit',
  }
}

const oneVolume = ({ name, said, at }: Volume, other: Volume): Problem => ({
  code: 'mounted-twice',
  path: at,
  message: `${said} and ${other.said} would have one volume, ${name}`,
  hint: 'choose another path for one of them',
})
