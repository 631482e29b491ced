import { posix } from 'node:path'
import type { Schema } from '../../../schema/schema.ts'
import type { ComponentContext } from '../../../platform/component.ts'
import { configMapKey, distinct } from '../../../kubernetes/distinct-names.ts'

/** What a person may say of the SQL files of a project. */
export interface SqlOptions {
  /**
   * SQL files of the project by account, or directories of them, from platform.ts on:
   * `{ orders: './schema.sql' }`. The provisioning Job runs each once in the account's database, as its
   * owner, and again once it has changed; all that are due in one transaction. Default: none.
   */
  readonly sql?: Readonly<Record<string, string | readonly string[]>>
}

/** The schema of what a person says of them. */
export const sqlOption: Schema = {
  type: 'object',
  additionalProperties: {
    type: ['string', 'array'],
    minItems: 1,
    items: { type: 'string' },
    'x-hint': "write the path of a file, or a list: { orders: ['./schema.sql', './views.sql'] }",
  },
}

/** Paths of the project that one account names. */
export function sqlSources({ sql = {} }: SqlOptions, account: string): readonly string[] {
  const named = sql[account] ?? []
  return typeof named === 'string' ? [named] : named
}

/** All paths of the project that a server names. */
export function sqlRead(model: SqlOptions): readonly string[] {
  return Object.keys(model.sql ?? {}).flatMap((account) => sqlSources(model, account))
}

/** A SQL file of the project. */
export interface SqlFile {
  /** Its path from platform.ts, by which the database knows it. */
  readonly name: string
  /** Its key in the ConfigMap of the Job. */
  readonly key: string
  readonly content: string
}

/** The SQL files of each account, in their order: those of a directory by their names. */
export function sqlFiles(
  model: SqlOptions,
  { files }: Pick<ComponentContext, 'files'>,
): ReadonlyMap<string, readonly SqlFile[]> {
  const key = distinct(253)
  const known = new Map<string, SqlFile>() // accounts may share one
  const fileAt = (name: string, content: string): SqlFile => {
    const file = known.get(name) ?? { name, key: key(`files.${configMapKey(name)}`), content }
    known.set(name, file)
    return file
  }
  const filesAt = (source: string): readonly SqlFile[] => {
    const entry = files.get(source)
    if (!entry || 'fault' in entry) return [] // `sqlProblems` says why
    const path = posix.normalize(source)
    if ('file' in entry) return [fileAt(path, entry.file.content)]
    return [...entry.folder]
      .filter(([name]) => name.endsWith('.sql'))
      .map(([name, { content }]) => fileAt(posix.join(path, name), content))
  }
  return new Map(
    Object.keys(model.sql ?? {}).map((account) => [
      account,
      [...new Set(sqlSources(model, account).flatMap(filesAt))],
    ]),
  )
}
