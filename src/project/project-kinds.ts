import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ChartError, type Problem, refuse } from '../errors/chart-error.ts'
import { schemaFaults } from '../schema/authoring/schema-faults.ts'
import type { Schema } from '../schema/schema.ts'
import { positionsIn } from '../helm/yaml/positions.ts'
import { formatPath, type YamlPath } from '../helm/yaml/yaml-path.ts'
import { locateInJson } from './locate-in-source.ts'

/** A component kind of a project: the folder `kinds/<name>/`, with the schema of its values. */
export interface ProjectKind {
  readonly name: string
  readonly folder: string
  /** `schema.json`, as it is written. */
  readonly file: string
  readonly source: string
  readonly schema: Schema
}

/** Reads the kinds of a project, if it has any. Throws where a schema is no JSON. */
export function readKinds(directory: string): readonly ProjectKind[] {
  const read = kindFolders(join(directory, 'kinds')).map(({ name, folder, source }) => {
    const file = join(folder, 'schema.json')
    const { schema, problem } = parse(source, file)
    return { problem, kind: { name, folder, file, source, schema: schema as Schema } } // `refuseFaults` looks at the rest
  })
  refuse(read.flatMap(({ problem }) => problem ?? []))
  return read.map(({ kind }) => kind)
}

/** Throws with everything that is wrong with the schemas of kinds. */
export function refuseFaults(kinds: readonly ProjectKind[]): void {
  const faults = kinds.flatMap((kind) =>
    schemaFaults(kind.schema).map(({ steps, ...fault }) => ({
      ...placedAt(kind, steps),
      ...fault,
    })),
  )
  refuse(faults)
}

/** The place of what a schema says at some steps through its JSON. */
export function placedAt(
  { file, source }: Pick<ProjectKind, 'file' | 'source'>,
  steps: YamlPath,
): Pick<Problem, 'file' | 'line' | 'column' | 'path'> {
  return { path: formatPath(steps), file, ...positionsIn(source)(locateInJson(source, steps)) }
}

interface KindFolder {
  readonly name: string
  readonly folder: string
  readonly source: string
}

/** The folders below `kinds/` that have a schema. */
function kindFolders(kinds: string): readonly KindFolder[] {
  const names = unlessMissing(() =>
    readdirSync(kinds, { withFileTypes: true }).flatMap((one) => (one.isFile() ? [] : one.name)),
  )
  return (names ?? []).toSorted().flatMap((name) => {
    const folder = join(kinds, name)
    const source = unlessMissing(() => readFileSync(join(folder, 'schema.json'), 'utf8'))
    return source === undefined ? [] : { name, folder, source }
  })
}

function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    const { message, path = 'kinds' } = error as Error & { readonly path?: string } // fs throws errors only
    throw new ChartError([{ code: 'file-unreadable', path, file: path, message }])
  }
}

function parse(
  source: string,
  file: string,
): { readonly schema?: unknown; readonly problem?: Problem } {
  try {
    return { schema: JSON.parse(source) as unknown }
  } catch (error) {
    const { message } = error as Error // JSON.parse throws nothing else
    const at = Number(/at position (\d+)/.exec(message)?.[1] ?? source.length)
    return {
      problem: {
        code: 'schema-syntax',
        path: 'schema.json',
        file,
        ...positionsIn(source)(at),
        message: 'the schema is no JSON from here on',
        hint: 'JSON has no comments and no comma after the last entry',
      },
    }
  }
}
