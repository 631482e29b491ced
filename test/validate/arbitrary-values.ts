import * as fc from 'fast-check'
import type { Value, Values } from '../../src/values/value.ts'

const key = fc.oneof(
  fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'toString'),
  fc.string({ maxLength: 3 }),
)

/** Values of any shape, with keys that collide, and keys that are names of prototypes. */
export const values: fc.Arbitrary<Values> = fc.letrec<{ value: Value; map: Values }>((tie) => ({
  map: fc
    .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries)),
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Value>('', 'x', 0, 1, true, false),
    fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
    tie('map'),
  ),
})).map
