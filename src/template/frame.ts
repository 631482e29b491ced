/** What a template sees when Helm renders it. */
export interface RenderInput {
  readonly values: Readonly<Record<string, unknown>>
  readonly release: { readonly name: string; readonly namespace: string }
  readonly chart: { readonly name: string; readonly version: string; readonly appVersion: string }
}

/** What an expression sees at its place. */
export interface Frame {
  readonly input: RenderInput
  /** What the loops around bind. */
  readonly variables: ReadonlyMap<symbol, { readonly key: string; readonly item: unknown }>
  /** The arguments of the helper around. */
  readonly args: Readonly<Record<string, unknown>>
}

/** The frame at the top of a file. */
export function rootFrame(input: RenderInput): Frame {
  return { input, variables: new Map(), args: {} }
}
