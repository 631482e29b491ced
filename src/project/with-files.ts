import { resolve } from 'node:path'
import { isComponent } from '../platform/checked-options.ts'
import type { Component } from '../platform/component.ts'
import type { Platform } from '../platform/define-platform.ts'
import type { ProjectFiles } from '../platform/project-files.ts'
import { isTable } from '../helm/merge/coalesce.ts'
import { readEntry } from './read-entry.ts'

/**
 * The platform with the files that its components hold, read from below the directory of its
 * platform.ts. What cannot be read is a problem of the platform, told with all others.
 */
export async function withFiles<P extends Platform>(platform: P, directory: string): Promise<P> {
  // A platform.ts that nobody compiled may have anything there.
  if (!isTable(platform) || !isTable(platform.components)) return platform
  const root = resolve(directory)
  const components = await Promise.all(
    Object.entries(platform.components).map(
      async ([name, component]) => [name, await filled(component, root)] as const,
    ),
  )
  return { ...platform, components: Object.fromEntries(components) }
}

async function filled(component: Component, root: string): Promise<Component> {
  if (!isComponent(component) || !component.reads?.length) return component
  const sources = [...new Set(component.reads)]
  const files: ProjectFiles = new Map(
    await Promise.all(
      sources.map(async (source) => [source, await readEntry(root, source)] as const),
    ),
  )
  return { ...component, '~files': files }
}
