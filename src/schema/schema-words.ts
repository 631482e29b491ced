import type { Schema } from './schema.ts'
import { ruleInWords } from '../validate/schema-rules.ts'

const limits = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const

/** Says what a schema allows: `a whole number, at least 1, at most 65535`. */
export function schemaInWords(schema: Schema): string {
  const kind = schema.enum ? 'enum' : 'type'
  const keywords = [kind, ...limits.filter((keyword) => schema[keyword] !== undefined)] as const
  const rules = keywords.map((keyword) => wordsOf(schema, keyword))
  const entry = schema.items ?? schema.additionalProperties
  const inside =
    typeof entry === 'object' && entry.type
      ? [`each ${schema.items ? 'item' : 'entry'} ${schemaInWords(entry)}`]
      : []
  return [...rules, ...inside].join(', ')
}

function wordsOf(schema: Schema, keyword: keyof Schema): string {
  const rule = ruleInWords({ keyword, schema, value: undefined, path: [] })
  return rule.replace(/^must (be|have) /, '')
}
