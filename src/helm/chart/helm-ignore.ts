/** Whether a path in a chart is left out by the lines of its .helmignore. */
export function helmIgnores(lines: string, path: string): boolean {
  const ignores = ignoring(lines)
  return ignores(path, false) || foldersOf(path).some((folder) => ignores(folder, true))
}

/** Says of a path below the chart whether it is left out; what is in a folder goes with it. */
export type Ignores = (path: string, isFolder: boolean) => boolean

/**
 * Reads a .helmignore, by Helm's rules, which are not Git's: the first line that matches decides, a line
 * with a slash means the whole path, and one that begins with `!` leaves out all that it does not
 * match. Files in templates/ that begin with a dot are left out anyway. Throws what is wrong in it.
 */
export function ignoring(lines: string): Ignores {
  const rules = [...lines.replace(/^\uFEFF/, '').split(/\r?\n/), 'templates/.?*'].flatMap(ruleIn)
  return (path, isFolder) => {
    for (const { isNegated, isForFolders, matches } of rules) {
      const fits = (!isForFolders || isFolder) && matches(path)
      if (fits !== isNegated) return true
    }
    return false
  }
}

interface Rule {
  readonly isNegated: boolean
  readonly isForFolders: boolean
  readonly matches: (path: string) => boolean
}

function ruleIn(line: string): readonly Rule[] {
  const text = line.trim()
  if (text === '' || text.startsWith('#')) return []
  if (text.includes('**')) throw new Error('double-star (**) syntax is not supported')
  const isNegated = text.startsWith('!')
  const isForFolders = text.endsWith('/')
  const pattern = text.slice(isNegated ? 1 : 0, isForFolders ? -1 : undefined)
  const expression = glob(pattern.replace(/^\//, ''))
  const isWhole = pattern.includes('/')
  const matches = (path: string): boolean =>
    expression.test(isWhole ? path : (path.split('/').at(-1) ?? ''))
  return [{ isNegated, isForFolders, matches }]
}

const foldersOf = (path: string): readonly string[] =>
  path
    .split('/')
    .map((_, index, steps) => steps.slice(0, index).join('/'))
    .slice(1)

/** Go's filepath.Match: `*` and `?` stop at a slash, and `[^a-c]` is a class. */
function glob(pattern: string): RegExp {
  const source = pattern.replaceAll(
    /\\(.)|\[(\^?)([^\]]*)\]|[*?]|[\\^$.|+(){}[\]]/gs,
    (mark: string, escaped?: string, not?: string, members?: string) => {
      if (escaped !== undefined) return literal(escaped)
      if (members !== undefined)
        return `[${not}${members.replaceAll(/[\\[\]^]/g, String.raw`\$&`)}]`
      if (mark === '*') return '[^/]*'
      return mark === '?' ? '[^/]' : literal(mark)
    },
  )
  return new RegExp(`^${source}$`, 'su')
}

const literal = (mark: string): string => mark.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
