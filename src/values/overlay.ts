import { isMap, own, type Value, type Values } from './value.ts'

/** Lays values over others as Helm does with values files: maps merge, all else is replaced whole. */
export function overlay(base: Values, over: Values): Values {
  const merged = Object.entries(over).map(([key, value]) => [key, lay(own(base, key), value)])
  return { ...base, ...Object.fromEntries(merged) }
}

function lay(base: Value | undefined, over: Value): Value {
  return isMap(base) && isMap(over) ? overlay(base, over) : over
}
