import { loadSchema } from '../load-schema.ts'
import type { Schema } from '../schema.ts'

/** The objects of a schema that become types of their own. */
export function namedTypes(root: Schema): readonly Schema[] {
  return Object.values(root.definitions ?? { root }).filter(isNamed)
}

/** Whether a schema becomes a type of its own. */
export function isNamed({ title, properties, tsType }: Schema): boolean {
  return title !== undefined && properties !== undefined && tsType === undefined
}

/** Name of the type of a schema with a title. */
export function typeName({ title = '' }: Pick<Schema, 'title'>): string {
  const words = title.split(/[ -]/).map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${words.join('')}Values`
}

/** Names of the types of shared shapes, each with the schema file that has it. */
export function sharedTypes(): ReadonlyMap<string, 'definitions' | 'global'> {
  return (shared ??= new Map([
    ...namedTypes(loadSchema('definitions')).map((one) => [typeName(one), 'definitions'] as const),
    [typeName(loadSchema('global')), 'global'] as const,
  ]))
}

let shared: ReadonlyMap<string, 'definitions' | 'global'> | undefined
