import type { IEnvVar } from 'kubernetes-models/v1/EnvVar'
import { textOf } from '../template/node/text.ts'
import type { Expr, TemplatedFields } from '../template/node/templated.ts'

/** An environment variable whose name is fixed by the model. */
export type NamedVariable = TemplatedFields<IEnvVar> & { readonly name: string }

/** Where one part of a connection is found. */
export type PartSource =
  /** A key of the client's connection ConfigMap, or of its credentials Secret. */
  | { readonly in: 'config' | 'secret'; readonly name: Expr<string>; readonly key: string }
  /** Known when the chart renders. */
  | { readonly in: 'template'; readonly value: Expr<string> }
  /** Made of other parts, by the template of a variable: `{scheme}://{address}`. */
  | { readonly in: 'parts'; readonly template: string }

/** The parts of a connection by name, as the template of a variable calls them: `host` for `{host}`. */
export type Parts = Readonly<Record<string, PartSource>>

/** Variables by name, each a template over the parts of a connection: `{host}:{port}`. */
export type Variables = Readonly<Record<string, string>>

/** A template cut into literal text and names of parts, which take turns: text comes first and last. */
function cut(template: string): readonly string[] {
  return template.split(/\{([^{}]*)\}/)
}

/** The parts that a template names, known or not. */
export function partsIn(template: string): readonly string[] {
  return cut(template).filter((_, index) => index % 2 === 1)
}

/** A template in which no part is made of others. */
export function flattened(template: string, parts: Parts): string {
  return template.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined
    return part?.in === 'parts' ? flattened(part.template, parts) : whole
  })
}

/**
 * The environment variables that templates over a connection's parts become. What is one part alone
 * is read from where it is; what is composed refers to such variables by `$(NAME)`, which the kubelet
 * replaces, so that no secret is written down. A part that has no variable of its own gets
 * `<PREFIX>_<PART>`.
 */
export function connectionEnvironment(
  variables: Variables,
  parts: Parts,
  prefix: string,
): readonly NamedVariable[] {
  const all = entriesOf(variables).map(([name, template]) => ({
    name,
    template: flattened(String(template), parts), // platform.ts may come unchecked
  }))
  const single = all.filter(({ template }) => /^\{[^{}]*\}$/.test(template))
  const composed = all.filter((one) => !single.includes(one))
  const known = new Map(single.map(({ name, template }) => [template.slice(1, -1), name]))
  const needed = new Set(composed.flatMap(({ template }) => partsIn(template)))
  const helpers = [...needed]
    .filter((part) => !known.has(part) && parts[part]?.in !== 'template')
    .map((part) => ({ name: `${prefix}_${constantCase(part)}`, template: `{${part}}` }))
  for (const { name, template } of helpers) known.set(template.slice(1, -1), name)
  return [
    ...[...single, ...helpers].map(({ name, template }) => read(name, template, parts)),
    ...composed.map(({ name, template }) => ({ name, value: compose(template, parts, known) })),
  ]
}

/** platform.ts may come unchecked: checkPlatform refuses variables that are no map. */
function entriesOf(variables: Variables): readonly (readonly [string, string])[] {
  return Object.entries(variables ?? {})
}

/** `url-password` is `URL_PASSWORD`. */
function constantCase(part: string): string {
  return part.toUpperCase().replaceAll('-', '_')
}

function read(name: string, template: string, parts: Parts): NamedVariable {
  const part = parts[template.slice(1, -1)]
  if (part?.in === 'template') return { name, value: part.value }
  if (part?.in === 'config')
    return { name, valueFrom: { configMapKeyRef: { name: part.name, key: part.key } } }
  if (part?.in === 'secret')
    return { name, valueFrom: { secretKeyRef: { name: part.name, key: part.key } } }
  return { name, value: template } // checkPlatform refuses a part that is not there
}

/** The kubelet takes `$$` for a dollar sign, so that literal text never refers to a variable. */
function compose(
  template: string,
  parts: Parts,
  known: ReadonlyMap<string, string>,
): string | Expr<string> {
  const pieces = cut(template).map((piece, index) => {
    if (index % 2 === 0) return piece.replaceAll('$', '$$$$')
    const part = parts[piece]
    return part?.in === 'template' ? part.value : `$(${known.get(piece)})`
  })
  const literal = pieces.filter((piece) => typeof piece === 'string')
  return literal.length === pieces.length ? literal.join('') : textOf(pieces)
}
