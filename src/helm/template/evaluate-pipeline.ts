import { functions, TemplateFailure } from '../../template/evaluate/functions.ts'
import { itemOf, word } from './arguments.ts'
import { type Evaluate, further } from './functions.ts'
import { NilPointer } from './nil-pointer.ts'
import { asArgument, asEmptyMap } from './text-parameters.ts'
import type { Expression } from './parse-pipeline.ts'
import { Unread } from './unread.ts'

/** What a template sees at a place. */
export interface Scope {
  readonly dot: unknown
  /** By their names, `$` included; what a scope within assigns changes what this one has. */
  readonly variables: ReadonlyMap<string, Variable>
  /** The text of a named template, given its dot. */
  readonly include: (name: string, dot: unknown) => string
  /** The text of a text that is a template itself, given its dot. */
  readonly render: (text: string, dot: unknown) => string
}

/** What a variable holds, unless that could not be computed. */
export interface Variable {
  value?: unknown
  /** Why it is not known. */
  unknown?: string
}

/** A function that belongs to what Helm shows, such as `.Files.Get`. */
export type Method = (...args: readonly unknown[]) => unknown

/** What only Helm knows, and so whatever is read of it. */
export const beyond: unique symbol = Symbol('known to Helm alone')

/** The value of an expression. Throws a TemplateFailure where Helm fails, and Unread. */
export function evaluatePipeline(expression: Expression, scope: Scope): unknown {
  switch (expression.is) {
    case 'literal':
      return expression.value
    case 'path':
      return along(expression.keys, origin(expression.from, scope))
    case 'method': {
      const { from, keys } = expression.of
      const owner = along(keys.slice(0, -1), origin(from, scope))
      const method = itemOf(owner, keys.at(-1))
      const args = expression.args.map((arg) => evaluatePipeline(arg, scope))
      if (typeof method === 'function') return (method as Method)(...args)
      throw new TemplateFailure(`can't give argument to non-function .${keys.join('.')}`)
    }
    case 'call': {
      const { name, args } = expression
      if (name === 'include') {
        const [template, dot] = args.map((arg) => evaluatePipeline(arg, scope))
        return scope.include(word(template), dot)
      }
      if (name === 'tpl') {
        const [text, dot] = args.map((arg) => evaluatePipeline(arg, scope))
        return scope.render(word(text), dot)
      }
      const evaluate = functionOf(name)
      if (!evaluate) {
        for (const arg of args) evaluatePipeline(arg, scope) // which may fail in Helm as well
        throw new Unread(`the function ${name}`)
      }
      return evaluate(evaluated(name, compared(name, args), scope))
    }
  }
}

/** `mustAppend` is `append`, which fails in more cases. */
const plainName = (name: string): string =>
  name.replace(/^must([A-Z])/, (_, letter: string) => letter.toLowerCase())

function functionOf(name: string): Evaluate | undefined {
  const plain = plainName(name)
  return Object.hasOwn(further, plain) ? further[plain] : known(plain)
}

function known(name: string): Evaluate | undefined {
  return Object.hasOwn(functions, name)
    ? functions[name as keyof typeof functions].evaluate // it has it
    : undefined
}

/** Those for which the 80 of a template, an `int`, is another than that of a values file, a `float64`. */
const comparing = new Set(['has', 'deepEqual'])

/** Arguments of a comparison, in which the integers of a template equal no number of the values. */
function compared(name: string, args: readonly Expression[]): readonly Expression[] {
  return comparing.has(plainName(name)) && args.some(isOfValues) ? args.map(withIntegers) : args
}

const isOfValues = (arg: Expression): boolean => arg.is === 'path' && arg.keys[0] === 'Values'

function withIntegers(arg: Expression): Expression {
  if (arg.is === 'call' && ['list', 'tuple'].includes(arg.name))
    return { ...arg, args: arg.args.map(withIntegers) }
  if (arg.is !== 'literal' || arg.isInteger !== true) return arg
  return { is: 'literal', value: `int ${arg.value}` } // a text, which no number equals
}

/** Each argument is computed only when the function asks for it. */
function* evaluated(name: string, args: readonly Expression[], scope: Scope): Generator<unknown> {
  for (const [index, arg] of args.entries()) {
    const value = evaluatePipeline(arg, scope) ?? undefined
    const isField = arg.is === 'path' && arg.keys.length > 0
    if (value === undefined && !isField && asEmptyMap(plainName(name), index)) yield {}
    else yield asArgument(plainName(name), index, value)
  }
}

function origin(from: '.' | `$${string}` | Expression, scope: Scope): unknown {
  const { dot, variables } = scope
  if (typeof from === 'object') return evaluatePipeline(from, scope)
  if (from === '.') return dot
  const variable = variables.get(from)
  if (!variable) throw new Unread(from)
  if (variable.unknown !== undefined) throw new Unread(variable.unknown)
  return variable.value
}

/**
 * What lies at the end of some keys. Of a variable, a dot or an expression in parentheses that is
 * nothing, all that is read is nothing, too; Go stops only at a nothing on the way.
 */
function along(keys: readonly string[], start: unknown): unknown {
  if (start === undefined || start === null) return undefined
  return keys.reduce(step, start)
}

function step(from: unknown, key: string): unknown {
  if (from === undefined || from === null)
    throw new NilPointer(`nil pointer evaluating interface {}.${key}`)
  if (from === beyond) throw new Unread(`.${key}, which Helm alone knows`)
  if (typeof from === 'object' && !Array.isArray(from)) {
    const item = itemOf(from, key)
    return typeof item === 'function' ? (item as Method)() : item
  }
  throw new TemplateFailure(
    `can't evaluate field ${key} in type ${Array.isArray(from) ? 'list' : typeof from}`,
  )
}
