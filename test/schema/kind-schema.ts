import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolveSchema } from '../../src/schema/load-schema.ts'
import type { Schema } from '../../src/schema/schema.ts'

const folder = new URL('../../src/components/', import.meta.url)

/** The kinds of the catalogue that have a schema of their own. */
export const kindNames = readdirSync(folder).filter((kind) =>
  existsSync(new URL(`${kind}/schema.json`, folder)),
)

const file = (name: string): URL =>
  kindNames.includes(name)
    ? new URL(`${name}/schema.json`, folder)
    : new URL(`../../schema/${name}.schema.json`, import.meta.url)

/** The schema of a kind's values, or one that kinds share, as it is written. */
export function writtenSchema(name: string): Schema {
  return JSON.parse(readFileSync(file(name), 'utf8')) as Schema // other tests hold it to the keywords
}

/** The same, with every reference replaced. */
export function schemaOf(name: string): Schema {
  return resolveSchema(writtenSchema(name))
}
