import { key as yamlKey, scalar } from '../../helm/yaml/scalar.ts'
import { shapeOf } from '../view/shape.ts'
import { inert } from './inert.ts'
import type { Expression, Include } from '../node/node.ts'
import { plainText } from './plain-text.ts'
import type { PrintContext } from './print-context.ts'
import { printExpression, printOperand, printText } from './print-expression.ts'
import { printInline } from './print-inline.ts'
import { typeOf } from '../node/type-of.ts'

/** A literal behind a key or in a list. */
export function printLiteral(value: string | number | boolean): string {
  return typeof value === 'string' ? inert(kept(value, scalar(value))) : String(value)
}

/** The key of an entry; Helm's YAML reads no longer ones before a colon. */
export function printKey(key: string | Expression, context: PrintContext): string {
  if (typeof key !== 'string') return printString(key, context)
  const printed = kept(key, yamlKey(key))
  if (printed.length > 1024) throw new TypeError(`a key is too long for YAML: ${key.slice(0, 40)}…`)
  return inert(printed)
}

/** Helm erases `<no value>` from what templates print: only an escape of YAML gets past it. */
function kept(text: string, written: string): string {
  if (!written.includes('<no value>')) return written
  const quoted = written.startsWith('"') ? written : JSON.stringify(text)
  return quoted.replaceAll('<no value>', '\\u003cno value>')
}

/** An expression behind a key or in a list; undefined for maps and lists, which need lines. */
export function printScalar(of: Expression, context: PrintContext): string | undefined {
  const type = typeOf(of, context)
  switch (type) {
    case 'map':
    case 'list':
      return undefined
    case 'string':
      return printString(of, context)
    case 'any':
      return `{{ ${printExpression(of, context)} | toJson }}`
    default:
      return `{{ ${printText(of, context)} }}`
  }
}

function printString(of: Expression, context: PrintContext): string {
  if (plainText(of)) return printInline(of, context)
  const [only, ...more] = of['~kind'] === 'text' ? of.parts : []
  const subject = typeof only === 'object' && more.length === 0 ? only : of // a number, quoted
  return `{{ ${printText(subject, context)} | quote }}`
}

/** An action for the lines of a map or a list: of a named template, or of the values as YAML. */
export function printYaml(of: Expression, indent: number, context: PrintContext): string {
  const isYaml = of['~kind'] === 'include' || (of['~kind'] === 'argument' && of.included)
  const printed = isYaml ? printExpression(of, context) : `toYaml ${printOperand(of, context)}`
  const yaml =
    of['~kind'] === 'include' && mayStartBlank(of) ? `${printed} | trimPrefix "\\n"` : printed
  return indent === 0 ? `{{ ${yaml} }}` : `{{- ${yaml} | nindent ${indent} }}`
}

/** A template that begins with an action gives a line break before its first entry. */
function mayStartBlank({ helper }: Include): boolean {
  const shape = shapeOf(helper.body)
  const [first] = 'slots' in shape ? shape.slots : []
  return first?.is === 'branch' || first?.is === 'loop'
}
