import type { JsonSchema } from './json-schema.ts'
import { strict } from './strict.ts'

/** The part of a CustomResourceDefinition that holds its schemas. */
export interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string
    readonly names: { readonly kind: string }
    readonly versions: readonly {
      readonly name: string
      readonly served: boolean
      readonly schema: { readonly openAPIV3Schema: JsonSchema }
    }[]
  }
}

/** The strict schema of each served version of a custom resource, by its file under `crds/`. */
export function fromCrd({ spec }: CustomResourceDefinition): ReadonlyMap<string, JsonSchema> {
  const kind = spec.names.kind.toLowerCase()
  const served = spec.versions.filter((version) => version.served)
  return new Map(
    served.map(({ name, schema }) => [
      `${spec.group}/${kind}_${name}.json`,
      strict(schema.openAPIV3Schema),
    ]),
  )
}
