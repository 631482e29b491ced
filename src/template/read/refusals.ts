import { isEmpty, TemplateFailure } from '../functions.ts'
import { sortedEntries } from '../go-text.ts'
import { evaluatePipeline, type Scope } from './evaluate-pipeline.ts'
import { parsePipeline } from './parse-pipeline.ts'
import { type Action, parseTemplate, type Range, type TemplatePart } from './parse-template.ts'
import { Unread } from './unread.ts'

/** A sentence with which a template refuses values, or what in it cannot be judged without Helm. */
export interface Refusal {
  readonly is: 'refusal' | 'unread'
  readonly message: string
  /** 1-based. */
  readonly line: number
}

/** Whether a template's text can refuse anything: most need not be read. */
export function mayRefuse(text: string): boolean {
  return /\b(?:fail|required)\b/.test(text)
}

/** All refusals of a template, given what Helm shows it; Helm stops at the first. */
export function refusals(text: string, dot: unknown): readonly Refusal[] {
  try {
    return judgeParts(parseTemplate(text), { dot, variables: new Map([['$', dot]]) })
  } catch (error) {
    return [asRefusal(error, 1)]
  }
}

function judgeParts(parts: readonly TemplatePart[], outer: Scope): readonly Refusal[] {
  let scope = outer
  return parts.flatMap((part) => {
    if (part.is !== 'action') return refuses(part) ? judgeStructure(part, scope) : []
    if (part.variable === undefined) return refuses(part) ? judgeAction(part, scope) : []
    scope = withVariable(scope, part.variable, part.pipeline)
    return []
  })
}

function judgeAction({ pipeline, line }: Action, scope: Scope): readonly Refusal[] {
  try {
    valueOf(pipeline, scope)
    return []
  } catch (error) {
    return [asRefusal(error, line)]
  }
}

function judgeStructure(part: Exclude<TemplatePart, Action>, scope: Scope): readonly Refusal[] {
  if (part.is === 'range') return judgeLoop(part, scope)
  const value = valueOf(part.condition, scope)
  if (isEmpty(value)) return judgeParts(part.otherwise, scope)
  return judgeParts(part.then, part.is === 'with' ? { ...scope, dot: value } : scope)
}

function judgeLoop({ variables, over, then, otherwise }: Range, scope: Scope): readonly Refusal[] {
  const collection = valueOf(over, scope) ?? []
  if (typeof collection !== 'object') throw new Unread(`range over ${over}`)
  const pairs = Array.isArray(collection)
    ? collection.map((item, index) => [index, item] as const)
    : sortedEntries(collection)
  if (pairs.length === 0) return judgeParts(otherwise, scope)
  return pairs.flatMap(([key, item]) => {
    const bound = variables.length === 2 ? [key, item] : [item]
    const inner = variables.map((name, index) => [name, bound[index]] as const)
    return judgeParts(then, { dot: item, variables: new Map([...scope.variables, ...inner]) })
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

const valueOf = (pipeline: string, scope: Scope): unknown =>
  evaluatePipeline(parsePipeline(pipeline), scope)

/** Whether a part can refuse anything, outside of its texts. */
function refuses(part: TemplatePart): boolean {
  if (part.is === 'action') return mayRefuse(part.pipeline.replace(/"(?:[^"\\]|\\.)*"/g, ''))
  return [...part.then, ...part.otherwise].some(refuses)
}

function asRefusal(error: unknown, line: number): Refusal {
  if (error instanceof TemplateFailure) return { is: 'refusal', message: error.message, line }
  if (error instanceof Unread) {
    return { is: 'unread', message: error.message, line: error.line ?? line }
  }
  throw error
}
