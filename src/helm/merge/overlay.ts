import { layOver } from './coalesce.ts'
import type { Values } from '../../values/value.ts'

/** Lays values over others as Helm does with values files: maps merge, all else is replaced whole. */
export function overlay(base: Values, over: Values): Values {
  return layOver(base, over) as Values // it holds nothing but theirs
}
