import * as fc from 'fast-check'
import type { SetOption } from '../../../src/helm/set/apply-set.ts'

const name = fc.constantFrom('a', 'b', 'a', 'b', 'a\\.b', '__proto__', 'constructor', '', 'é')
const index = fc.constantFrom('[0]', '[1]', '[2]', '[0][1]', '[+1]', '[-1]', '[x]', '[', '[70000]')
const step = fc.oneof(
  { arbitrary: name, weight: 6 },
  { arbitrary: fc.tuple(name, index).map((both) => both.join('')), weight: 3 },
)
const path = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => steps.join('.'))

const scalars = String.raw`
1 0 -0 +1 -07 010 9223372036854775807 9223372036854775808 1.5 true TRUE falſe false null Null yes x
x\,y x=y \ { } {} {1,true,x} {a\,b,} {a {a}x {a}, a[0] ~ 1e3 1_000`
const scalar = fc.constantFrom('', ' x ', ...scalars.trim().split(/\s+/))

const json = fc.oneof(
  fc.json({ maxDepth: 2 }),
  fc.constantFrom('', ' ', '1', ' 1 ', '01', '1.', '1e', '1e400', '-', 'nul', 'truex', '"x"y'),
  fc.constantFrom('[1, 2]x', '{"a": "}"}', '[1', '"', '{"a": 1}, b=2', '{"__proto__": 1}'),
)

const separator = fc.constantFrom(',', ',', ',', '', ',,')

/** What people and their shells make of `name1=value1,name2=value2`. */
function text(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const assignment = fc
    .tuple(path, fc.constantFrom('=', '=', '=', '=', '', '=='), value)
    .map((parts) => parts.join(''))
  const several = fc.tuple(assignment, separator, assignment).map((parts) => parts.join(''))
  const noise = fc.string({ unit: fc.constantFrom(...'ab=.,[]{}01\\ "'), maxLength: 8 })
  return fc.oneof(
    { arbitrary: assignment, weight: 6 },
    { arbitrary: several, weight: 3 },
    { arbitrary: noise, weight: 1 },
  )
}

/** One of Helm's options that set values. */
export const anySet: fc.Arbitrary<SetOption> = fc.oneof(
  fc.record({ name: fc.constant('set' as const), text: text(scalar) }),
  fc.record({ name: fc.constant('set-string' as const), text: text(scalar) }),
  fc.record({ name: fc.constant('set-literal' as const), text: text(scalar) }),
  fc.record({
    name: fc.constant('set-json' as const),
    text: fc.oneof({ arbitrary: text(json), weight: 3 }, { arbitrary: json, weight: 1 }),
  }),
)
