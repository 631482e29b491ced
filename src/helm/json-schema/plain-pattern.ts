/** A regular expression that Go and JavaScript take alike. */
export interface PlainPattern {
  /** As JavaScript writes it. */
  readonly source: string
  /** Whether JavaScript may take long over a text that does not match. */
  readonly isSlow: boolean
}

/**
 * Writes a regular expression of Go for JavaScript, if it uses only what both have: the plain ones,
 * which are most. Undefined for any other, which may be right or wrong.
 */
export function plainPattern(pattern: string): PlainPattern | undefined {
  if (!written.has(pattern)) written.set(pattern, writePlain(pattern))
  return written.get(pattern)
}

const written = new Map<string, PlainPattern | undefined>()

function writePlain(pattern: string): PlainPattern | undefined {
  const tokens = pattern.match(token) ?? []
  if (tokens.join('').length < pattern.length) return undefined
  const source = tokens.map(translated).join('')
  return isRegExp(source) ? { source, isSlow: isSlow(tokens) } : undefined
}

const escape = String.raw`\\(?:[!-/:-@[-${'`'}{-~]|[dwsnrtf]|x[0-9A-Fa-f]{2})`
const charClass = String.raw`\[(?:\^|(?!\^))(?:[^\\[\]]|${escape})+\]`
const quantifier = String.raw`(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})\??`
const token = new RegExp(
  String.raw`${charClass}|${escape}|${quantifier}|\(\?:|\((?!\?)|[)|^$.]|[^\\^$.*+?()[\]{}|]`,
  'gu',
)

/** JavaScript escapes no plain character, and has other ideas of blanks and lines. */
function translated(part: string): string {
  if (part === '.') return String.raw`[^\n]`
  if (part.startsWith('[')) return part.replaceAll(/\\./gsu, (one) => translatedEscape(one, true))
  return translatedEscape(part, false)
}

function translatedEscape(part: string, isInClass: boolean): string {
  if (part === String.raw`\s`) return isInClass ? blanks : `[${blanks}]`
  const syntax = isInClass ? /^\\[\\\]^[-]$/ : /^\\[\\^$.*+?()[\]{}|/]$/
  return /^\\[^\w\s]$|^\\_$/.test(part) && !syntax.test(part) ? part.slice(1) : part
}

const blanks = String.raw`\t\n\f\r `

function isRegExp(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** What of a group matters to those around it. */
interface Group {
  /** The most rounds of anything repeated in it; Infinity where there is no limit. */
  readonly rounds: number
  readonly hasChoice: boolean
}

/** Whether a repeated part can be taken apart in many ways: `(a+)+`, `(a|a)*`. */
function isSlow(tokens: readonly string[]): boolean {
  let [current, endless]: [Group, number] = [{ rounds: 1, hasChoice: false }, 0]
  const around: Group[] = []
  let closed: Group | undefined
  for (const part of tokens) {
    const rounds = roundsOf(part)
    if (rounds > 1) {
      if (rounds === Infinity) endless++
      const isGroup = closed !== undefined && (closed.rounds > 1 || closed.hasChoice)
      if (isGroup && rounds * (closed?.rounds ?? 1) > mostRounds) return true
      if (isGroup && closed?.hasChoice === true && rounds > 4) return true
      current = { ...current, rounds: Math.max(current.rounds, rounds * (closed?.rounds ?? 1)) }
    }
    if (part === '|') current = { ...current, hasChoice: true }
    closed = undefined
    if (part === '(' || part === '(?:') {
      around.push(current)
      current = { rounds: 1, hasChoice: false }
    } else if (part === ')') {
      closed = current
      const outer = around.pop() ?? current
      const isWithin = current.rounds > 1 ? current.rounds : outer.rounds
      current = {
        rounds: Math.max(outer.rounds, isWithin),
        hasChoice: outer.hasChoice || current.hasChoice,
      }
    }
  }
  return endless > 3
}

const mostRounds = 32

function roundsOf(part: string): number {
  if (/^[*+]\??$/.test(part)) return Infinity
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(part) ?? []
  if (least === undefined) return 1
  return comma === '' ? Number(least) : most === '' ? Infinity : Number(most)
}
