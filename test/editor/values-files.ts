import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Table } from '../../src/helm/merge/coalesce.ts'
import { isTable } from '../../src/helm/merge/coalesce.ts'
import type { Schema } from '../../src/schema/schema.ts'
import { own } from '../../src/values/value.ts'
import type { YamlDocument } from '../../src/helm/yaml/parse.ts'
import { readYaml } from '../../src/helm/yaml/parse.ts'
import { plan, projectDirectory } from '../default-project.ts'

/** A values file of the default project. */
export interface ValuesFile {
  readonly path: string
  readonly text: string
  readonly document: YamlDocument
  /** The paths whose keys the schema lists: none below a map of any keys. */
  readonly keys: readonly (readonly string[])[]
}

/** Every values file of the default project that a person edits or lays over others. */
export const valuesFiles: Readonly<Record<string, ValuesFile>> = Object.fromEntries(
  ['chart/values.yaml', 'values-dev.yaml', 'values-staging.yaml', 'values-prod.yaml'].map(
    (name) => [name, readValuesFile(join(projectDirectory, name))],
  ),
)

/** Where texts of tests stand: beside the profiles. */
export const profile: string = join(projectDirectory, 'values-prod.yaml')

/** The first line of a profile, which leads editors to the schema. */
export const modeline = '# yaml-language-server: $schema=chart/values.schema.json\n'

function readValuesFile(path: string): ValuesFile {
  const text = readFileSync(path, 'utf8')
  const [document] = readYaml(text).documents
  if (!document) throw new Error(`${path} is empty`)
  return { path, text, document, keys: knownKeys(document.data as Table, plan.types) } // values are a map
}

function knownKeys(values: Readonly<Table>, schema: Schema): readonly (readonly string[])[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const property = own(schema.properties ?? {}, key)
    if (!property) return []
    const below = isTable(value) ? knownKeys(value, property) : []
    return [[key], ...below.map((path) => [key, ...path])]
  })
}
