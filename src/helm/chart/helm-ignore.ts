import { ChartError, type Problem } from '../../errors/chart-error.ts'

/** Whether a path in a chart is left out by the lines of its .helmignore. */
export function helmIgnores(lines: string, path: string): boolean {
  const ignores = ignoring(lines)
  return (
    ignores(path, false) !== undefined ||
    foldersOf(path).some((folder) => ignores(folder, true) !== undefined)
  )
}

/** The line, counted from 1, that leaves out a path below the chart; what is in a folder goes with it. */
export type Ignores = (path: string, isFolder: boolean) => number | undefined

/**
 * Reads a .helmignore, by Helm's rules, which are not Git's: the first line that matches decides, a line
 * with a slash means the whole path, and one that begins with `!` leaves out all that it does not
 * match. Files in templates/ that begin with a dot are left out anyway. Throws a ChartError with what is wrong in it.
 */
export function ignoring(lines: string, file = '.helmignore'): Ignores {
  const rules = [...lines.replace(/^\uFEFF/, '').split(/\r?\n/), 'templates/.?*'].flatMap(
    (line, index) => ruleIn(line, index + 1, file),
  )
  return (path, isFolder) =>
    rules.find(({ isNegated, isForFolders, matches }) => {
      const fits = (!isForFolders || isFolder) && matches(path)
      return fits !== isNegated
    })?.line
}

interface Rule {
  readonly line: number
  readonly isNegated: boolean
  readonly isForFolders: boolean
  readonly matches: (path: string) => boolean
}

function ruleIn(source: string, line: number, file: string): readonly Rule[] {
  const text = source.trim()
  if (text === '' || text.startsWith('#')) return []
  const fault = faultIn(text)
  if (fault) throw new ChartError([{ code: 'helm-ignore', path: text, file, line, ...fault }])
  const isNegated = text.startsWith('!')
  const isForFolders = text.endsWith('/')
  const pattern = text.slice(isNegated ? 1 : 0, isForFolders ? -1 : undefined)
  const expression = glob(pattern.replace(/^\//, ''))
  const isWhole = pattern.includes('/')
  const matches = (path: string): boolean =>
    expression.test(isWhole ? path : (path.split('/').at(-1) ?? ''))
  return [{ line, isNegated, isForFolders, matches }]
}

/** Why Helm does not read a line, and so no chart. */
function faultIn(text: string): Pick<Problem, 'message' | 'hint'> | undefined {
  if (text.includes('**'))
    return {
      message: 'Helm takes no ** in .helmignore',
      hint: 'write a line for each depth: *.bak',
    }
  return /[\\[]/.test(text.replaceAll(new RegExp(piece, 'gs'), ''))
    ? {
        message: `${text} is no pattern of file names`,
        hint: 'write [abc] or [a-c] for one of some',
      }
    : undefined
}

const foldersOf = (path: string): readonly string[] =>
  path
    .split('/')
    .map((_, index, steps) => steps.slice(0, index).join('/'))
    .slice(1)

const member = String.raw`(?:\\.|[^\\\]-])`
const range = String.raw`(${member})(?:-(${member}))?`
/** A character with a backslash before it, or a class of characters. */
const piece = String.raw`\\(.)|\[(\^?)((?:${member}(?:-${member})?)+)\]`

/** Go's filepath.Match: `*` and `?` stop at a slash, and `[^a-c]` is a class. */
function glob(pattern: string): RegExp {
  const source = pattern.replaceAll(
    new RegExp(`${piece}|[*?]|[$.|+(){}^\\]]`, 'gs'),
    (mark: string, escaped?: string, not?: string, members?: string) => {
      if (escaped !== undefined) return literal(escaped)
      if (members !== undefined)
        return `[${not}${members.replaceAll(new RegExp(range, 'gs'), span)}]`
      if (mark === '*') return '[^/]*'
      return mark === '?' ? '[^/]' : literal(mark)
    },
  )
  return new RegExp(`^${source}$`, 'su')
}

/** A span of characters; one that ends before it begins has none. */
function span(_: string, first: string, last: string = first): string {
  const [from = 0, to = 0] = [first, last].map((one) => one.codePointAt(one.length > 1 ? 1 : 0))
  return from > to ? '' : `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`
}

const literal = (mark: string): string => mark.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
