import { createRequire } from 'node:module'
import type { RE2JS as Engine } from 're2js'
import { plainPattern } from './plain-pattern.ts'

/** A regular expression of Go. */
export interface Pattern {
  readonly matches: (text: string) => boolean
}

/**
 * Compiles a regular expression by Go's syntax, RE2, in which none is slow on any text. Undefined
 * for one that Go cannot read, such as a look-ahead or a back-reference.
 */
export function compileRe2(pattern: string): Pattern | undefined {
  const known = compiled.get(pattern)
  if (known || compiled.has(pattern)) return known
  const made = compile(pattern)
  compiled.set(pattern, made)
  return made
}

const compiled = new Map<string, Pattern | undefined>()

function compile(pattern: string): Pattern | undefined {
  const plain = plainPattern(pattern)
  if (!plain || plain.isSlow) return compileAsGo(pattern)
  const expression = new RegExp(plain.source, 'u')
  let exact: Pattern | undefined
  return {
    matches(text) {
      if (text.length <= short) return expression.test(text)
      exact ??= compileAsGo(pattern)
      return exact?.matches(text) ?? false
    },
  }
}

/** A place where a regular expression matches. */
export interface Match {
  readonly start: number
  readonly end: number
  /** The whole, then what its groups hold. */
  readonly groups: readonly (string | undefined)[]
}

/** All places in a text where a regular expression of Go matches; undefined for one that Go cannot read. */
export function matchesOf(pattern: string, text: string): readonly Match[] | undefined {
  const plain = plainPattern(pattern)
  if (plain && !plain.isSlow) {
    const found = text.matchAll(new RegExp(plain.source, 'gu'))
    return [...found].map((one) => ({
      start: one.index,
      end: one.index + one[0].length,
      groups: [...one],
    }))
  }
  try {
    const matcher = re2().compile(withShortNames(pattern)).matcher(text)
    const matches: Match[] = []
    while (matcher.find()) {
      const groups = Array.from(
        { length: matcher.groupCount() + 1 },
        (_, group) => matcher.group(group) ?? undefined,
      )
      matches.push({ start: matcher.start(), end: matcher.end(), groups })
    }
    return matches
  } catch {
    return undefined
  }
}

/** A text on which no plain pattern takes long. */
const short = 2000

function compileAsGo(pattern: string): Pattern | undefined {
  try {
    const expression = re2().compile(withShortNames(pattern))
    return { matches: (text) => expression.matcher(text).find() }
  } catch {
    return undefined
  }
}

/** `\p{Letter}` is `\p{L}`, in any case and with any hyphens and blanks, since Go 1.25. */
function withShortNames(pattern: string): string {
  return pattern.replaceAll(/\\\\|\\([pP])\{(\^?)([^{}]*)\}/g, (whole, letter, no, name) => {
    const short =
      letter &&
      categories.get(
        String(name)
          .replaceAll(/[-_\s]/g, '')
          .toLowerCase(),
      )
    return short ? `\\${letter}{${no}${short}}` : whole
  })
}

const categories: ReadonlyMap<string, string> = new Map(
  (
    'C:other Cc:control,cntrl Cf:format Co:privateuse Cs:surrogate L:letter Ll:lowercaseletter ' +
    'Lm:modifierletter Lo:otherletter Lt:titlecaseletter Lu:uppercaseletter M:mark,combiningmark ' +
    'Mc:spacingmark Me:enclosingmark Mn:nonspacingmark N:number Nd:decimalnumber,digit ' +
    'Nl:letternumber No:othernumber P:punctuation,punct Pc:connectorpunctuation ' +
    'Pd:dashpunctuation Pe:closepunctuation Pf:finalpunctuation Pi:initialpunctuation ' +
    'Po:otherpunctuation Ps:openpunctuation S:symbol Sc:currencysymbol Sk:modifiersymbol ' +
    'Sm:mathsymbol So:othersymbol Z:separator Zl:lineseparator Zp:paragraphseparator ' +
    'Zs:spaceseparator'
  )
    .split(' ')
    .flatMap((row) => {
      const [short = '', names = ''] = row.split(':')
      return [short.toLowerCase(), ...names.split(',')].map((name) => [name, short] as const)
    }),
)

let loaded: typeof Engine | undefined

/** Loaded only when a pattern needs it: most are plain. */
function re2(): typeof Engine {
  loaded ??= (createRequire(import.meta.url)('re2js') as { readonly RE2JS: typeof Engine }).RE2JS // its module
  return loaded
}
