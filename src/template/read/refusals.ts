import { isEmpty, TemplateFailure } from '../functions.ts'
import { asText, sortedEntries } from '../go-text.ts'
import { evaluatePipeline, type Scope } from './evaluate-pipeline.ts'
import { NothingThere } from './nothing-there.ts'
import { type Expression, parsePipeline } from './parse-pipeline.ts'
import { type Action, parseTemplate, type Range, type TemplatePart } from './parse-template.ts'
import { Unread } from './unread.ts'

/**
 * A sentence with which a template refuses values, a value that it cannot do without and that is not
 * there, or what in it cannot be judged without Helm.
 */
export interface Refusal {
  readonly is: 'refusal' | 'nothing-there' | 'unread'
  readonly message: string
  /** Where it stands in the text of the template. */
  readonly offset: number
}

/** Whether only what is there to refuse is judged, or all that a template reads. */
export type Depth = 'checks' | 'everything'

/** Whether a template's text can refuse anything: most need not be read. */
export function mayRefuse(text: string): boolean {
  return /\b(?:fail|required)\b/.test(text)
}

/** All refusals of a template, given what Helm shows it; Helm stops at the first. */
export function refusals(
  text: string,
  dot: unknown,
  include: Scope['include'] = unknown,
  depth: Depth = 'checks',
): readonly Refusal[] {
  try {
    return judgeParts(parseTemplate(text).parts, scopeOf(dot, include), depth)
  } catch (error) {
    return [asRefusal(error, 0)]
  }
}

/** The named templates of a chart, from the texts of its files with an underscore. */
export function named(texts: readonly string[]): Scope['include'] {
  let defined: ReadonlyMap<string, readonly TemplatePart[]> | undefined
  const include: Scope['include'] = (name, dot) => {
    defined ??= new Map(texts.flatMap((text) => [...parseTemplate(text).defined]))
    const parts = defined.get(name) ?? unknown(name)
    return textOf(parts, scopeOf(dot, include))
  }
  return include
}

const unknown = (name: string): never => {
  throw new Unread(`the template ${name}`)
}

const scopeOf = (dot: unknown, include: Scope['include']): Scope => ({
  dot,
  variables: new Map([['$', dot]]),
  include,
})

function judgeParts(
  parts: readonly TemplatePart[],
  outer: Scope,
  depth: Depth,
): readonly Refusal[] {
  return inTurn(parts, outer, (part, scope) => {
    if (typeof part === 'string' || (depth === 'checks' && !refuses(part))) return []
    try {
      return judgePart(part, scope, depth)
    } catch (error) {
      const found = asRefusal(error, part.is === 'action' ? part.offset : 0)
      return found.is === 'unread' && !refuses(part) ? [] : [found]
    }
  })
}

function judgePart(
  part: Exclude<TemplatePart, string>,
  scope: Scope,
  depth: Depth,
): readonly Refusal[] {
  if (part.is !== 'action') return chosen(part, scope, (parts, at) => judgeParts(parts, at, depth))
  valueOf(part.pipeline, scope)
  return []
}

/** The text of parts that are no more than text and values. */
function textOf(parts: readonly TemplatePart[], outer: Scope): string {
  const texts = inTurn(parts, outer, (part, scope): readonly string[] => {
    if (typeof part === 'string') return [part]
    if (part.is === 'action') return [asText(valueOf(part.pipeline, scope) ?? '')] // Helm prints nothing for no value
    return chosen(part, scope, (inner, at) => [textOf(inner, at)])
  })
  return texts.join('')
}

type Visit<T> = (parts: readonly TemplatePart[], scope: Scope) => readonly T[]

/** Visits parts with the variables that those before them set. */
function inTurn<T>(
  parts: readonly TemplatePart[],
  outer: Scope,
  visit: (part: TemplatePart, scope: Scope) => readonly T[],
): readonly T[] {
  let scope = outer
  return parts.flatMap((part) => {
    if (typeof part === 'string' || part.is !== 'action' || part.variable === undefined)
      return visit(part, scope)
    scope = withVariable(scope, part.variable, part.pipeline)
    return []
  })
}

/** Visits what conditions and loops choose. */
function chosen<T>(
  part: Exclude<TemplatePart, string | Action>,
  scope: Scope,
  visit: Visit<T>,
): readonly T[] {
  if (part.is === 'range') return turns(part, scope, visit)
  const value = valueOf(part.condition, scope)
  if (isEmpty(value)) return visit(part.otherwise, scope)
  return visit(part.then, part.is === 'with' ? { ...scope, dot: value } : scope)
}

function turns<T>(
  { variables, over, then, otherwise }: Range,
  scope: Scope,
  visit: Visit<T>,
): readonly T[] {
  const collection = valueOf(over, scope) ?? []
  if (typeof collection !== 'object') throw new Unread(`range over ${over}`)
  const pairs = Array.isArray(collection)
    ? collection.map((item, index) => [index, item] as const)
    : sortedEntries(collection)
  if (pairs.length === 0) return visit(otherwise, scope)
  return pairs.flatMap(([key, item]) => {
    const bound = variables.length === 2 ? [key, item] : [item]
    const inner = variables.map((name, index) => [name, bound[index]] as const)
    return visit(then, {
      ...scope,
      dot: item,
      variables: new Map([...scope.variables, ...inner]),
    })
  })
}

/** A variable that cannot be computed matters only where it is used. */
function withVariable(scope: Scope, name: string, pipeline: string): Scope {
  const variables = new Map(scope.variables)
  try {
    variables.set(name, valueOf(pipeline, scope))
  } catch {
    variables.delete(name)
  }
  return { ...scope, variables }
}

/** Named templates are used again and again. */
const parsed = new Map<string, Expression>()

function valueOf(pipeline: string, scope: Scope): unknown {
  const expression = parsed.get(pipeline) ?? parsePipeline(pipeline)
  parsed.set(pipeline, expression)
  return evaluatePipeline(expression, scope)
}

/** Whether a part can refuse anything, outside of its texts. */
function refuses(part: TemplatePart): boolean {
  if (typeof part === 'string') return false
  if (part.is === 'action') return mayRefuse(part.pipeline.replace(/"(?:[^"\\]|\\.)*"/g, ''))
  return [...part.then, ...part.otherwise].some(refuses)
}

/** What fails in another way than by `fail` is beyond us, rather than beyond Helm. */
function asRefusal(error: unknown, offset: number): Refusal {
  if (!(error instanceof Error)) throw error
  if (error instanceof NothingThere) return { is: 'nothing-there', message: error.message, offset }
  if (error instanceof TemplateFailure) return { is: 'refusal', message: error.message, offset }
  const place = error instanceof Unread ? error.offset : undefined
  return { is: 'unread', message: error.message, offset: place ?? offset }
}
