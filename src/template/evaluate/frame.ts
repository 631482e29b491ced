import type { TypeSchema } from '../node/value-type.ts'

/** What a template sees when Helm renders it. */
export interface RenderInput {
  readonly values: Readonly<Record<string, unknown>>
  /** Of the values: it decides how an expression prints, and what is left out. */
  readonly schema: TypeSchema
  readonly release: { readonly name: string; readonly namespace: string }
  readonly chart: { readonly name: string; readonly version: string; readonly appVersion: string }
}

/** What an expression sees at its place. */
export interface Frame {
  readonly input: RenderInput
  /** What the loops around bind. */
  readonly variables: ReadonlyMap<symbol, Bound>
  /** The arguments of the helper around. */
  readonly args: Readonly<Record<string, unknown>>
}

/** What a loop binds in one of its turns. */
export interface Bound {
  readonly key: string
  readonly item: unknown
  readonly schema: TypeSchema
}

/** The frame at the top of a file. */
export function rootFrame(input: RenderInput): Frame {
  return { input, variables: new Map(), args: {} }
}
