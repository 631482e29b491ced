import { caDirectory, caVolumeName, tlsStores } from '../store/index.ts'
import type { ComponentContext } from '../../platform/component.ts'
import type { Problem } from '../../errors/chart-error.ts'
import { formatPath } from '../../helm/yaml/yaml-path.ts'
import type { WorkloadModel } from './model.ts'
import { volumeName } from './writable.ts'

/** Name of a volume: a DNS label. */
const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/** What is mounted, and by which volume. */
interface Mount {
  readonly path: string
  readonly volume: string
}

/** What is wrong with where writable directories and files are mounted, beside the CAs of stores. */
export function mountProblems(
  { writable, files }: WorkloadModel,
  context: ComponentContext,
): readonly Problem[] {
  const at = (option: string): string => formatPath(['components', context.name, option])
  const authorities = tlsStores(context).map((store) => ({
    path: caDirectory(store),
    volume: caVolumeName(store),
  }))
  const directories = writable.map((one) => ({ path: one.path, volume: volumeName(one) }))
  const shared = directories.flatMap((one, index) => {
    const other = [...authorities, ...directories.slice(0, index)].find((before) =>
      meet(before, one),
    )
    return other ? [twice(one, other, at('writable'))] : []
  })
  const covered = Object.keys(files).flatMap((path) => {
    const other = authorities.find((one) => one.path === path)
    return other ? [twice({ path, volume: '' }, other, at('files'))] : []
  })
  return [...directories.flatMap((one) => pathProblems(one, at('writable'))), ...shared, ...covered]
}

function meet(a: Mount, b: Mount): boolean {
  return a.path === b.path || a.volume === b.volume
}

function twice(one: Mount, other: Mount, path: string): Problem {
  const same = one.path === other.path
  return {
    code: 'mounted-twice',
    path,
    message: same
      ? `${one.path} is mounted already`
      : `${one.path} and ${other.path} would have one volume, ${one.volume}`,
    hint: same ? 'choose another path' : 'choose another path for one of them',
  }
}

function pathProblems({ path: directory, volume }: Mount, path: string): readonly Problem[] {
  if (label.test(volume) && !/[:]|\/$|\/\//.test(directory)) return []
  return [
    {
      code: 'writable-path',
      path,
      message: `"${directory}" cannot be mounted at`,
      hint: 'write an absolute path without a slash at its end, such as /var/cache, of at most 63 characters',
    },
  ]
}
