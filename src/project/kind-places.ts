import type { Problem } from '../errors/chart-error.ts'
import type { Platform } from '../platform/define-platform.ts'
import { parsePath } from '../helm/yaml/yaml-path.ts'
import { placedAt, type ProjectKind } from './project-kinds.ts'

/** Problems of what only a schema says have their place there; all others have that in platform.ts. */
export function placedInKinds(platform: Platform, kinds: readonly ProjectKind[]): Platform {
  const { '~placed': placed } = platform
  return {
    ...platform,
    '~placed': (problem) => {
      const place = placeInSchema(problem, platform, kinds)
      return place ? { ...problem, ...place } : (placed?.(problem) ?? problem)
    },
  }
}

/** Where the schema of a project's kind has a value that no template reads. */
function placeInSchema(
  { code, path }: Problem,
  { components }: Platform,
  kinds: readonly ProjectKind[],
): Pick<Problem, 'file' | 'line' | 'column'> | undefined {
  if (code !== 'unread-value') return undefined
  const [component = '', ...keys] = parsePath(path) ?? []
  const kind = kinds.find(({ name }) => name === components[component]?.kind)
  if (!kind || !components[component]?.schema.written) return undefined
  const { path: _, ...place } = placedAt(
    kind,
    keys.flatMap((key) => ['properties', key]),
  )
  return place
}
