import { isEmpty, TemplateFailure } from '../../template/evaluate/functions.ts'
import { sortedEntries } from '../../template/evaluate/go-text.ts'
import { evaluatePipeline, type Scope, type Variable } from './evaluate-pipeline.ts'
import { printed } from './go-print.ts'
import { NilPointer } from './nil-pointer.ts'
import { type Expression, parsePipeline } from './parse-pipeline.ts'
import {
  type Action,
  type Jumping,
  parseTemplate,
  type Range,
  type TemplatePart,
} from './parse-template.ts'
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

/** What came of a template. */
export interface JudgedTemplate {
  /** All of them, where Helm stops at the first. */
  readonly refusals: readonly Refusal[]
  /** What it prints; undefined where some of it is not known. */
  readonly text: string | undefined
}

/** Judges a template, given what Helm shows it. */
export function judgeTemplate(
  text: string,
  dot: unknown,
  templates: NamedTemplates = noTemplates,
  depth: Depth = 'checks',
): JudgedTemplate {
  const found = judgeText(text, dot, templates, depth)
  const pieces = found.filter((one) => one.is === 'text')
  const all = found.filter((one) => one.is !== 'text')
  const isKnown = all.length === 0 && pieces.every((piece) => piece.text !== undefined)
  return { refusals: all, text: isKnown ? pieces.map((piece) => piece.text).join('') : undefined }
}

function judgeText(
  text: string,
  dot: unknown,
  templates: NamedTemplates,
  depth: Depth,
): readonly Found[] {
  try {
    return judgeParts(parseTemplate(text).parts, scopeOf(dot, templates), { templates, depth })
  } catch (error) {
    return [asRefusal(error, 0)]
  }
}

/** A piece of what is printed, if it is known. */
interface Piece {
  readonly is: 'text'
  readonly text: string | undefined
}

type Found = Refusal | Piece

const piece = (text: string | undefined): Piece => ({ is: 'text', text })

/** The named templates of a chart. */
export interface NamedTemplates {
  readonly include: Scope['include']
  readonly partsOf: (name: string) => readonly TemplatePart[] | undefined
  /** Whether what is written calls one that may refuse values. */
  readonly mayRefuse: (pipeline: string) => boolean
  /** What is known of parts: whether they refuse anything. */
  readonly checks: WeakMap<object, boolean>
}

const noTemplates: NamedTemplates = named([])

/**
 * The named templates of a chart, from the texts of its files with an underscore, and the rendered files,
 * which are templates by the names of their own.
 */
export function named(
  texts: readonly string[],
  files: ReadonlyMap<string, string> = new Map(),
): NamedTemplates {
  let defined: ReadonlyMap<string, readonly TemplatePart[]> | undefined
  let unread: Unread | undefined
  const read = new Map<string, readonly TemplatePart[]>()
  let refusing: ReadonlySet<string> | undefined
  const all = (): ReadonlyMap<string, readonly TemplatePart[]> =>
    (defined ??= new Map(texts.flatMap((text) => [...definedIn(text, (why) => (unread ??= why))])))
  const partsOf = (name: string): readonly TemplatePart[] | undefined => {
    const text = files.get(name)
    if (text !== undefined && !read.has(name)) read.set(name, parseTemplate(text).parts)
    return all().get(name) ?? read.get(name)
  }
  const templates: NamedTemplates = {
    include(name, dot) {
      const parts = partsOf(name)
      if (!parts && unread) throw unread // it may be there
      if (!parts)
        throw new TemplateFailure(`there is no template ${JSON.stringify(name)} to include`)
      return textOf(parts, scopeOf(dot, templates))
    },
    partsOf,
    checks: new WeakMap(),
    mayRefuse(pipeline) {
      refusing ??= texts.some(mayRefuse) ? refusingIn(all()) : new Set()
      return includedIn(pipeline).some((name) => refusing?.has(name))
    },
  }
  return templates
}

/** A file that cannot be read defines nothing that could be judged. */
function definedIn(
  text: string,
  onUnread: (why: Unread) => void,
): ReadonlyMap<string, readonly TemplatePart[]> {
  try {
    return parseTemplate(text).defined
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    onUnread(error)
    return new Map()
  }
}

/** The names of the templates that refuse values, or include one that does. */
function refusingIn(all: ReadonlyMap<string, readonly TemplatePart[]>): ReadonlySet<string> {
  const refusing = new Set<string>()
  const isRefusing = (pipeline: string): boolean =>
    hasCheck(pipeline) || includedIn(pipeline).some((name) => refusing.has(name))
  for (let before = -1; before < refusing.size;) {
    before = refusing.size
    for (const [name, parts] of all)
      if (parts.some((part) => anyPipeline(part, isRefusing))) refusing.add(name)
  }
  return refusing
}

const includedIn = (pipeline: string): readonly string[] =>
  [...pipeline.matchAll(/\binclude\s+"([^"]*)"/g)].map(([, name = '']) => name)

function scopeOf(dot: unknown, templates: NamedTemplates): Scope {
  const render: Scope['render'] = (text, inner) =>
    text.includes('{{') ? textOf(parseTemplate(text).parts, scopeOf(inner, templates)) : text
  return { dot, variables: new Map([['$', { value: dot }]]), include: templates.include, render }
}

/** How a template is judged. */
interface Judging {
  readonly templates: NamedTemplates
  readonly depth: Depth
}

function judgeParts(
  parts: readonly TemplatePart[],
  outer: Scope,
  judging: Judging,
): readonly Found[] {
  return inTurn(parts, outer, (part, scope): readonly Found[] => {
    if (typeof part === 'string') return [piece(part)]
    if (part.is === 'jump') return []
    const isCheck = refuses(part, judging.templates)
    if (judging.depth === 'checks' && !isCheck && !reachesOut(part)) return [piece(undefined)]
    try {
      return judgePart(part, scope, judging)
    } catch (error) {
      if (error instanceof Jump) throw error
      const found = asRefusal(error, part.is === 'action' ? part.offset : 0)
      if (found.is === 'unread') forget(part, scope, found.message)
      return [found.is === 'unread' && !isCheck ? piece(undefined) : found]
    }
  })
}

function judgePart(
  part: Exclude<TemplatePart, string | Jumping>,
  scope: Scope,
  judging: Judging,
): readonly Found[] {
  if (part.is !== 'action')
    return chosen(part, scope, (parts, at) => judgeParts(parts, at, judging))
  return judgeAction(part, scope, judging)
}

/** The checks of an included template are judged one by one, even where its text cannot be told. */
function judgeAction(action: Action, scope: Scope, judging: Judging): readonly Found[] {
  const expression = parsedPipeline(action.pipeline)
  try {
    return [piece(printed(evaluatePipeline(expression, scope)))]
  } catch (error) {
    const included = hasCheck(action.pipeline) ? undefined : onlyIncluded(expression, judging)
    const isOpen = error instanceof Unread
    if (!included || !(isOpen || judging.templates.mayRefuse(action.pipeline))) throw error
    const found = judgeIncluded(included, scope, judging)
    if (found.length === 0 && !isOpen) throw error
    return [...found.map((one) => ({ ...one, offset: action.offset })), piece(undefined)]
  }
}

function judgeIncluded(
  { parts, dot }: Included,
  scope: Scope,
  judging: Judging,
): readonly Refusal[] {
  const inner = scopeOf(evaluatePipeline(dot, scope), judging.templates)
  return judgeParts(parts, inner, judging).filter((one) => one.is !== 'text')
}

/** A template that an expression includes, with the dot that it gives it. */
interface Included {
  readonly parts: readonly TemplatePart[]
  readonly dot: Expression
}

/** The one template that an expression includes; undefined where there is another, or none that is known. */
function onlyIncluded(expression: Expression, { templates }: Judging): Included | undefined {
  const [only, ...others] = includedWith(expression)
  const parts = only && templates.partsOf(only.name)
  return parts && others.length === 0 ? { parts, dot: only.dot } : undefined
}

/** The templates that an expression includes, with the dots that it gives them. */
function includedWith(
  expression: Expression,
): readonly { readonly name: string; readonly dot: Expression }[] {
  if (expression.is !== 'call') return []
  const [name, dot] = expression.args
  if (expression.name !== 'include' || name?.is !== 'literal' || !dot)
    return expression.args.flatMap(includedWith)
  return [{ name: String(name.value), dot }]
}

/** The text of parts that are no more than text and values. */
function textOf(parts: readonly TemplatePart[], outer: Scope): string {
  const texts = inTurn(parts, outer, (part, scope): readonly string[] => {
    if (typeof part === 'string') return [part]
    if (part.is === 'jump') return []
    if (part.is !== 'action') return chosen(part, scope, (inner, at) => [textOf(inner, at)])
    return [printed(valueOf(part.pipeline, scope))]
  })
  return texts.join('')
}

/** `continue` or `break`, with what was found before it in this round of a loop. */
class Jump extends Error {
  override readonly name = 'Jump'
  readonly found: unknown[] = []
}

type Visit<T> = (parts: readonly TemplatePart[], scope: Scope) => readonly T[]

/** Visits parts with the variables that those before them set. */
function inTurn<T>(
  parts: readonly TemplatePart[],
  outer: Scope,
  visit: (part: TemplatePart, scope: Scope) => readonly T[],
): readonly T[] {
  let scope = outer
  const found: T[] = []
  for (const part of parts) {
    if (typeof part !== 'string' && part.is === 'jump') throw new Jump(part.to)
    if (typeof part === 'string' || part.is !== 'action' || part.variable === undefined) {
      try {
        found.push(...visit(part, scope))
      } catch (error) {
        if (error instanceof Jump) error.found.unshift(...found)
        throw error
      }
    } else {
      const isNew = part.isAssignment !== true
      const variable = isNew ? {} : (scope.variables.get(part.variable) ?? {})
      assign(variable, part.pipeline, scope)
      if (isNew) scope = withVariables(scope, [[part.variable, variable]])
    }
  }
  return found
}

/** Visits what conditions and loops choose. */
function chosen<T>(
  part: Exclude<TemplatePart, string | Action | Jumping>,
  scope: Scope,
  visit: Visit<T>,
): readonly T[] {
  if (part.is === 'range') return turns(part, scope, visit)
  const value = valueOf(part.condition, scope)
  const { variable } = part
  const inner = variable === undefined ? scope : withVariables(scope, [[variable, { value }]])
  if (isEmpty(value)) return visit(part.otherwise, inner)
  return visit(part.then, part.is === 'with' ? { ...inner, dot: value } : inner)
}

function turns<T>(
  { variables, over, then, otherwise }: Range,
  scope: Scope,
  visit: Visit<T>,
): readonly T[] {
  const collection = valueOf(over, scope) ?? []
  if (typeof collection === 'symbol') throw new Unread(`range over ${over}`)
  if (typeof collection === 'number' && !/^\$?\.Values\b/.test(over))
    throw new Unread(`range over ${over}`) // Go counts to an integer, which that of a values file is not
  if (typeof collection !== 'object')
    throw new TemplateFailure(`range can't iterate over ${String(collection)}`)
  const pairs = Array.isArray(collection)
    ? collection.map((item, index) => [index, item] as const)
    : sortedEntries(collection)
  if (pairs.length === 0) return visit(otherwise, scope)
  const found: T[] = []
  for (const [key, item] of pairs) {
    const bound = variables.length === 2 ? [key, item] : [item]
    const inner = variables.map((name, index) => [name, { value: bound[index] }] as const)
    try {
      found.push(...visit(then, { ...withVariables(scope, inner), dot: item }))
    } catch (error) {
      if (!(error instanceof Jump)) throw error
      found.push(...(error.found as T[])) // of a visit with the same visitor
      if (error.message === 'break') break
    }
  }
  return found
}

function withVariables(scope: Scope, added: readonly (readonly [string, Variable])[]): Scope {
  return { ...scope, variables: new Map([...scope.variables, ...added]) }
}

/** A variable that cannot be computed matters only where it is used. */
function assign(variable: Variable, pipeline: string, scope: Scope): void {
  try {
    variable.value = valueOf(pipeline, scope)
    delete variable.unknown
  } catch (error) {
    if (error instanceof TemplateFailure || !(error instanceof Error)) throw error
    variable.unknown = error.message
  }
}

/** What a part that could not be judged may have assigned is not known any more. */
function forget(part: TemplatePart, scope: Scope, why: string): void {
  if (typeof part === 'string' || part.is === 'jump') return
  if (part.is !== 'action') {
    for (const one of [...part.then, ...part.otherwise]) forget(one, scope, why)
    return
  }
  const variable = part.variable === undefined ? undefined : scope.variables.get(part.variable)
  if (variable) variable.unknown = why
}

/** Whether a part changes what those behind it see. */
function reachesOut(part: TemplatePart): boolean {
  if (typeof part === 'string') return false
  if (part.is === 'jump') return true
  if (part.is === 'action') return part.isAssignment === true
  return [...part.then, ...part.otherwise].some(reachesOut)
}

/** Named templates are used again and again. */
const parsed = new Map<string, Expression>()

function valueOf(pipeline: string, scope: Scope): unknown {
  return evaluatePipeline(parsedPipeline(pipeline), scope)
}

function parsedPipeline(pipeline: string): Expression {
  const expression = parsed.get(pipeline) ?? parsePipeline(pipeline)
  parsed.set(pipeline, expression)
  return expression
}

/** Whether a part can refuse anything, outside of its texts, or by a template that it includes. */
function refuses(part: TemplatePart, templates: NamedTemplates): boolean {
  if (typeof part === 'string' || part.is === 'jump') return false
  const known = templates.checks.get(part)
  if (known !== undefined) return known
  const isCheck = (pipeline: string): boolean => hasCheck(pipeline) || templates.mayRefuse(pipeline)
  const isOne =
    part.is === 'action'
      ? isCheck(part.pipeline)
      : isCheck(part.is === 'range' ? part.over : part.condition) ||
        [...part.then, ...part.otherwise].some((one) => refuses(one, templates))
  templates.checks.set(part, isOne)
  return isOne
}

function anyPipeline(part: TemplatePart, test: (pipeline: string) => boolean): boolean {
  if (typeof part === 'string' || part.is === 'jump') return false
  if (part.is === 'action') return test(part.pipeline)
  const own = part.is === 'range' ? part.over : part.condition
  return test(own) || [...part.then, ...part.otherwise].some((one) => anyPipeline(one, test))
}

const hasCheck = (pipeline: string): boolean =>
  mayRefuse(pipeline) && mayRefuse(pipeline.replace(/"(?:[^"\\]|\\.)*"/g, ''))

/** Other errors than `fail` mean that we lack support, not that Helm fails. */
function asRefusal(error: unknown, offset: number): Refusal {
  if (!(error instanceof Error)) throw error
  if (error instanceof NilPointer) return { is: 'nothing-there', message: error.message, offset }
  if (error instanceof TemplateFailure) return { is: 'refusal', message: error.message, offset }
  const place = error instanceof Unread ? error.offset : undefined
  return { is: 'unread', message: error.message, offset: place ?? offset }
}
