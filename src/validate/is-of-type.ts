import { isTable } from '../helm/merge/coalesce.ts'

/** Whether a value is of a type of JSON Schema: 1.0 is an integer. */
export function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isTable(value)
    case 'null':
      return value === null
    default:
      return typeof value === type
  }
}
