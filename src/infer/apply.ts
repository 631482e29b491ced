import type { Expression } from '../helm/template/parse-pipeline.ts'
import {
  atKey,
  dictionary,
  entriesIn,
  list,
  type Meaning,
  mark,
  nothing,
  once,
  setKey,
} from './meaning.ts'

/**
 * What a function gives, and what it does with the values that it is given. One that is not named here
 * takes all of them.
 */
export function apply(
  name: string,
  args: readonly Expression[],
  meanings: readonly Meaning[],
): Meaning {
  const [first = nothing] = meanings
  const last = meanings.at(-1) ?? nothing
  switch (name) {
    case 'dict':
      return dictionary(
        args.flatMap((key, index) =>
          index % 2 === 0 && isText(key) ? [[key.value, meanings[index + 1] ?? nothing]] : [],
        ),
      )
    case 'list':
    case 'tuple':
      return list(once(meanings.flat()))
    case 'get':
      return below(first, args.slice(1))
    case 'index':
      return below(first, args.slice(1))
    case 'dig':
      return once([...below(last, args.slice(0, -2)), ...(meanings.at(-2) ?? nothing)])
    case 'hasKey':
      below(first, args.slice(1))
      return nothing
    case 'set':
      if (isText(args[1])) setKey(first, args[1].value, last)
      return first
    case 'first':
    case 'last':
      return entriesIn(first)
    case 'kindIs':
    case 'kindOf':
    case 'typeIs':
    case 'typeOf':
      mark(last, (reads) => {
        reads.isOfAnyType = true
      })
      return nothing
    case 'tpl':
      mark(first, (reads) => {
        reads.isTemplate = true
        reads.isWhole = true
      })
      return nothing
    default:
      if (passedOn.has(name)) return once(meanings.flat())
      if (!asking.has(name)) {
        mark(meanings.flat(), (reads) => {
          reads.isWhole = true
        })
      }
      return nothing
  }
}

/** What gives one or all of its arguments, or one that is made of them. */
const passedOn = new Set([
  'and',
  'append',
  'coalesce',
  'compact',
  'concat',
  'deepCopy',
  'default',
  'merge',
  'mergeOverwrite',
  'mustAppend',
  'mustDeepCopy',
  'mustMerge',
  'mustMergeOverwrite',
  'omit',
  'or',
  'pick',
  'prepend',
  'required',
  'reverse',
  'ternary',
  'uniq',
  'unset',
])

/** What asks something of its arguments, and gives the answer. */
const asking = new Set(['empty', 'eq', 'ge', 'gt', 'has', 'le', 'lt', 'ne', 'not'])

const isText = (
  expression: Expression | undefined,
): expression is Expression & { readonly value: string } =>
  expression?.is === 'literal' && typeof expression.value === 'string'

/** What stands below some keys, of which not all need be known. */
function below(meaning: Meaning, keys: readonly Expression[]): Meaning {
  return keys.reduce(
    (found, key) => (isText(key) ? atKey(found, key.value) : entriesIn(found)),
    meaning,
  )
}
