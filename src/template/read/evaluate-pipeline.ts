import { functions, TemplateFailure } from '../functions.ts'
import type { Expression } from './parse-pipeline.ts'
import { Unread } from './unread.ts'

/** What a template sees at a place. */
export interface Scope {
  readonly dot: unknown
  /** By their names, `$` included. */
  readonly variables: ReadonlyMap<string, unknown>
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
      const evaluate = Object.hasOwn(further, name) ? further[name] : known(name)
      if (!evaluate) throw new Unread(`the function ${name}`)
      return evaluate(evaluated(args, scope))
    }
  }
}

type Evaluate = (args: Iterable<unknown>) => unknown

/** Functions that the core has no word for, since its printer puts them where Go needs them. */
const further: Readonly<Record<string, Evaluate>> = {
  int: ([value]) => Math.trunc(Number(value)),
  int64: ([value]) => Math.trunc(Number(value)),
  float64: ([value]) => Number(value),
  index: ([from, ...keys]) => keys.reduce(item, from),
  contains: ([part, text]) => String(text).includes(String(part)),
  hasPrefix: ([part, text]) => String(text).startsWith(String(part)),
  hasSuffix: ([part, text]) => String(text).endsWith(String(part)),
}

function known(name: string): Evaluate | undefined {
  return Object.hasOwn(functions, name)
    ? functions[name as keyof typeof functions].evaluate // it has it
    : undefined
}

/** Each argument is computed only when the function asks for it. */
function* evaluated(args: readonly Expression[], scope: Scope): Generator<unknown> {
  for (const arg of args) yield evaluatePipeline(arg, scope)
}

function origin(from: '.' | `$${string}` | Expression, { dot, variables }: Scope): unknown {
  if (typeof from === 'object') return evaluatePipeline(from, { dot, variables })
  if (from === '.') return dot
  if (!variables.has(from)) throw new Unread(from)
  return variables.get(from)
}

function step(from: unknown, key: string): unknown {
  if (from === undefined || from === null)
    throw new TemplateFailure(`there is nothing with a ${key}`)
  return item(from, key)
}

function item(from: unknown, key: unknown): unknown {
  if (typeof from !== 'object' || from === null) throw new Unread(`an item of ${String(from)}`)
  const name = String(key)
  return Object.hasOwn(from, name) ? (from as Readonly<Record<string, unknown>>)[name] : undefined
}
