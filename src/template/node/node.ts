import type { FunctionName } from '../evaluate/functions.ts'
import type { TypeSchema } from './value-type.ts'

/**
 * The closed set of nodes that a template is made of. Nodes are frozen plain data; their factories
 * live in `expression.ts` and `structure.ts`, and two back ends read them: `print` and `evaluate`.
 * The discriminant is `~kind`, because Kubernetes owns `kind` and `type`.
 */
export type Node = Expression | Structure

/** A node that stands for one value: what may stand between `{{` and `}}`. */
export type Expression =
  | Constant
  | ValueReference
  | Variable
  | Argument
  | Builtin
  | Call
  | Include
  | TemplateFile
  | Text
  | Raw

/** A node that shapes the document around values. */
export type Structure = Branch | Loop | Mapping | Comment | Block | Paragraph

/** A literal inside an expression. */
export interface Constant {
  readonly '~kind': 'constant'
  readonly value: string | number | boolean
}

/** `.Values.image.tag`. */
export interface ValueReference {
  readonly '~kind': 'value'
  readonly path: readonly string[]
}

/** What a loop binds: `$name`, `$volume.size`. */
export interface Variable {
  readonly '~kind': 'variable'
  readonly loop: symbol
  readonly role: 'key' | 'item'
  readonly path: readonly string[]
}

/** A named argument of a helper: `.image.repository`. */
export interface Argument {
  readonly '~kind': 'argument'
  readonly name: string
  readonly path: readonly string[]
  /** What the argument is, where it or something below it is not text. */
  readonly schema?: TypeSchema
  /** It comes as text: what another named template gives, which is a map. */
  readonly included?: true
}

/** What Helm itself offers: `.Release.Name`. */
export interface Builtin {
  readonly '~kind': 'builtin'
  readonly path: BuiltinPath
}

/** The built-in objects that templates may read; each is the same for the same release and chart. */
export type BuiltinPath =
  | 'Release.Name'
  | 'Release.Namespace'
  | 'Release.Service'
  | 'Chart'
  | 'Chart.Name'
  | 'Chart.Version'
  | 'Chart.AppVersion'

/** A template function of Helm; `functions.ts` says what each does. */
export interface Call {
  readonly '~kind': 'call'
  readonly name: FunctionName
  readonly args: readonly Expression[]
}

/** `include "orders.labels" .`. */
export interface Include {
  readonly '~kind': 'include'
  readonly helper: Helper
  readonly args: Readonly<Record<string, Expression>>
}

/**
 * The rendered text of another template of the same chart, as checksum annotations need it: without
 * `.Chart`, so that a new version of the chart alone changes no checksum.
 */
export interface TemplateFile {
  readonly '~kind': 'template-file'
  readonly name: string
}

/** Literal text with expressions in it; no two literals stand side by side. */
export interface Text {
  readonly '~kind': 'text'
  readonly parts: readonly (string | Expression)[]
}

/** An expression as its author spells it; the holes are still nodes. */
export interface Raw {
  readonly '~kind': 'raw'
  readonly type: RawType
  readonly strings: readonly string[]
  readonly holes: readonly Expression[]
  /** The same computation on the values of the holes, for `evaluate`. */
  readonly compute: (...holes: readonly unknown[]) => unknown
  /** It is a map of the holes: who loops over it has one of them at a time. */
  readonly ofHoles?: true
}

/** Present under a condition; in the place of a field, an item, a part of a mapping, or a document. */
export interface Branch {
  readonly '~kind': 'branch'
  readonly condition: Expression
  readonly then: unknown
  /** Absent: nothing is there when the condition does not hold. */
  readonly otherwise?: unknown
}

/** Repeats its body for each entry of a map (in the order of its keys) or of a list. */
export interface Loop {
  readonly '~kind': 'loop'
  readonly id: symbol
  readonly over: Expression
  /** For the body of a mapping: the key of each entry; otherwise absent. */
  readonly key?: Expression
  readonly body: unknown
}

/** A map put together from parts: object literals, branches, loops, free-form maps, comments. */
export interface Mapping {
  readonly '~kind': 'mapping'
  readonly parts: readonly unknown[]
}

/** A `# …` line before the next entry. */
export interface Comment {
  readonly '~kind': 'comment'
  readonly text: string
}

/** Text of many lines (a configuration file), with expressions, branches and loops in it. */
export interface Block {
  readonly '~kind': 'block'
  readonly lines: readonly BlockLine[]
}

/** One line of a block (without parts: a blank one), or a structure that is alone on its line. */
export type BlockLine = Text | BlockBranch | BlockLoop | Paragraph

/** Lines under a condition. */
export interface BlockBranch extends Branch {
  readonly then: Block
  readonly otherwise?: Block
}

/** Lines for each entry of a map or a list. */
export interface BlockLoop extends Loop {
  readonly body: Block
}

/** The lines of a string from the values, at the indentation of its place. */
export interface Paragraph {
  readonly '~kind': 'paragraph'
  readonly of: Expression
  /** Columns from the margin of the block. */
  readonly indent: number
}

/** A named template, whose body has the `shape`; checks render nothing, and may fail. */
export interface Helper {
  readonly '~kind': 'helper'
  /** With the chart's own prefix: `orders.labels`; without one where charts share it. */
  readonly name: string
  /** Partial of the umbrella that has it, for all charts: `images` for `_images.tpl`. Absent: the chart's own. */
  readonly partial?: string
  readonly comment: string
  readonly shape: 'text' | 'map' | 'list' | 'checks'
  /** Names of its arguments; without any, the helper sees the root. */
  readonly parameters: readonly string[]
  readonly body: unknown
}

/** What a raw expression gives; decides how the printer formats it. A map is never empty. */
export type RawType = 'string' | 'integer' | 'number' | 'boolean' | 'map' | 'any'

/** Any node, by its discriminant. */
export function isNode(candidate: unknown): candidate is Node {
  return typeof candidate === 'object' && candidate !== null && '~kind' in candidate
}

const expressionKinds: ReadonlySet<string> = new Set<Expression['~kind']>([
  'constant',
  'value',
  'variable',
  'argument',
  'builtin',
  'call',
  'include',
  'template-file',
  'text',
  'raw',
])

/** A node that can stand between `{{` and `}}`. */
export function isExpression(candidate: unknown): candidate is Expression {
  return isNode(candidate) && expressionKinds.has(candidate['~kind'])
}

/** What something is, for messages to people who compose templates. */
export function nameOf(candidate: unknown): string {
  if (isNode(candidate)) return `a ${candidate['~kind']}`
  if (Array.isArray(candidate)) return 'a list'
  return typeof candidate === 'object' && candidate !== null ? 'an object' : String(candidate)
}
