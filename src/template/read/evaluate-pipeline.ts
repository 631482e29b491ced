import { functions } from '../functions.ts'
import { type Evaluate, further, itemOf } from './further-functions.ts'
import { NothingThere } from './nothing-there.ts'
import { asArgument } from './text-parameters.ts'
import type { Expression } from './parse-pipeline.ts'
import { Unread } from './unread.ts'

/** What a template sees at a place. */
export interface Scope {
  readonly dot: unknown
  /** By their names, `$` included. */
  readonly variables: ReadonlyMap<string, unknown>
  /** The text of a named template, given its dot. */
  readonly include: (name: string, dot: unknown) => string
}

/** The value of an expression. Throws a TemplateFailure where Helm fails, and Unread. */
export function evaluatePipeline(expression: Expression, scope: Scope): unknown {
  switch (expression.is) {
    case 'literal':
      return expression.value
    case 'path':
      return expression.keys.reduce(step, origin(expression.from, scope))
    case 'call': {
      const { name, args } = expression
      if (name === 'include') {
        const [template, dot] = args.map((arg) => evaluatePipeline(arg, scope))
        return scope.include(String(template), dot)
      }
      const evaluate = Object.hasOwn(further, name) ? further[name] : known(name)
      if (!evaluate) {
        for (const arg of args) evaluatePipeline(arg, scope) // which may fail in Helm as well
        throw new Unread(`the function ${name}`)
      }
      return evaluate(evaluated(name, args, scope))
    }
  }
}

function known(name: string): Evaluate | undefined {
  return Object.hasOwn(functions, name)
    ? functions[name as keyof typeof functions].evaluate // it has it
    : undefined
}

/** Each argument is computed only when the function asks for it. */
function* evaluated(name: string, args: readonly Expression[], scope: Scope): Generator<unknown> {
  for (const [index, arg] of args.entries())
    yield asArgument(name, index, evaluatePipeline(arg, scope))
}

function origin(from: '.' | `$${string}` | Expression, scope: Scope): unknown {
  const { dot, variables } = scope
  if (typeof from === 'object') return evaluatePipeline(from, scope)
  if (from === '.') return dot
  if (!variables.has(from)) throw new Unread(from)
  return variables.get(from)
}

function step(from: unknown, key: string): unknown {
  if (from === undefined || from === null) throw new NothingThere('nil pointer')
  return itemOf(from, key)
}
