import type { Problem } from '../errors/chart-error.ts'
import type { ProjectEntry, ProjectFiles } from './project-files.ts'

/** What is wrong with what a component holds of its project at a path: nobody has read it, or it cannot be read. */
export function entryFaults(source: string, files: ProjectFiles): readonly Omit<Problem, 'path'>[] {
  const entry = files.get(source)
  if (!entry) {
    return [
      {
        code: 'files-not-read',
        message: `${source} has not been read`,
        hint: 'load the project by loadProject, or give its directory: await withFiles(platform, directory)',
      },
    ]
  }
  if (!('fault' in entry)) return []
  return [{ code: 'file-unreadable', message: `${source} ${entry.fault}`, hint: entry.hint }]
}

/** How much there is, in bytes. */
export function bytesOf(entry: ProjectEntry | undefined): number {
  if (!entry || 'fault' in entry) return 0
  const files = 'file' in entry ? [entry.file] : [...entry.folder.values()]
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}
