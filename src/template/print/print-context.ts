import { type Conjunction, consequencesOf } from '../view/alternatives.ts'
import type { Expression } from '../node/node.ts'
import type { TypeContext } from '../node/type-of.ts'
import type { TypeSchema } from '../node/value-type.ts'

/** What the printer knows at a place of a template. */
export interface PrintContext extends TypeContext {
  /** The loops around this place: names and schema of what they bind. */
  readonly loops: ReadonlyMap<symbol, LoopNames>
  /** What `.` is here: the root, something else, or one expression inside `with`. */
  readonly dot: 'root' | 'other' | Expression
  /** Inside a helper: what the root there is, which may be its one argument or a `dict` of several. */
  readonly given: 'root' | 'argument' | 'dict'
  /** Name of the umbrella chart, the prefix of what charts share. */
  readonly umbrella: string
  /** Conditions that hold here, because an action around asks for them. */
  readonly known: Conjunction
}

/** The variables that a loop declares. */
export interface LoopNames {
  readonly key: string
  readonly item: string
  /** The keys are text: those of a map are, those of a list are integers. */
  readonly textKeys: boolean
  readonly schema: TypeSchema
}

/** The context at the top of a file. */
export function rootContext(schema: TypeSchema, umbrella: string): PrintContext {
  return { schema, umbrella, loops: new Map(), dot: 'root', given: 'root', known: [] }
}

/** The context where a condition holds. */
export function assuming(condition: Expression, context: PrintContext): PrintContext {
  return { ...context, known: [...context.known, ...consequencesOf(condition)] }
}
