import { printDocuments, printHelper } from '../../src/template/print/print.ts'
import type { Helper } from '../../src/template/node/node.ts'
import { scope, type Scope } from '../../src/template/node/scope.ts'
import { mapping } from '../../src/template/node/structure.ts'
import type { TypeSchema } from '../../src/template/node/value-type.ts'

/** The values that templates in these tests read. */
export interface Values {
  readonly replicas: number
  readonly ratio: number
  readonly maxSurge: number | string
  readonly host: string
  readonly enabled: boolean
  readonly mode: 'one' | 'many'
  readonly image: { readonly repository: string; readonly tag: string }
  readonly labels: Readonly<Record<string, string>>
  readonly tolerations: readonly { readonly key: string; readonly operator: string }[]
  readonly volumes: Readonly<Record<string, { readonly size: string; readonly gigabytes: number }>>
  readonly sidecars: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly ports: readonly number[]
  readonly hosts: readonly string[]
  readonly notes: string
  readonly 'extra-env': Readonly<Record<string, string>>
}

const string = { type: 'string' } as const
const integer = { type: 'integer' } as const
const mapOf = (entry: TypeSchema): TypeSchema => ({ type: 'object', additionalProperties: entry })
const object = (properties: Readonly<Record<string, TypeSchema>>): TypeSchema => ({
  type: 'object',
  additionalProperties: false,
  properties,
})

/** Their schema. */
export const schema: TypeSchema = object({
  replicas: integer,
  ratio: { type: 'number' },
  maxSurge: { type: ['integer', 'string'] },
  host: string,
  enabled: { type: 'boolean' },
  mode: { enum: ['one', 'many'] },
  image: object({ repository: string, tag: string }),
  labels: mapOf(string),
  tolerations: { type: 'array', items: object({ key: string, operator: string }) },
  volumes: mapOf(object({ size: string, gigabytes: integer })),
  sidecars: mapOf({ type: 'object', additionalProperties: true }),
  ports: { type: 'array', items: integer },
  hosts: { type: 'array', items: string },
  notes: string,
  'extra-env': mapOf(string),
})

/** The words of the core for these values. */
export const values: Scope<Values> = scope<Values>()

/** What the printer makes of some fields of a document. */
export function printed(fields: unknown): string {
  const document = mapping<object>({ kind: 'Test' }, fields as never) // fields of any type
  return printDocuments([document], schema)
    .replace('kind: Test\n', '')
    .replace(/^# end .*\n/m, '') // document.test.ts says where it stands
}

/** What the printer makes of a named template. */
export function printedHelper(helper: Helper): string {
  return printHelper(helper, schema)
}

/** Lines as they stand in the source, without its indentation. */
export function lines({ raw }: TemplateStringsArray): string {
  const source = (raw[0] ?? '').replace(/^\n/, '').trimEnd().split('\n')
  const margin = /^ */.exec(source[0] ?? '')?.[0].length ?? 0
  return source.map((line) => `${line.slice(margin)}\n`).join('')
}
