/** Whether a path in a chart is left out by the lines of its .helmignore. */
export function helmIgnores(lines: string, path: string): boolean {
  const patterns = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  return patterns.some((pattern) => prefixes(path).some((part) => matches(pattern, part)))
}

/** A folder that is left out takes all below it along: `a/`, `a/b/` and `a/b/c` for `a/b/c`. */
function prefixes(path: string): readonly string[] {
  const steps = path.split('/')
  return steps.map((_, index) =>
    index === steps.length - 1 ? path : `${steps.slice(0, index + 1).join('/')}/`,
  )
}

/** A pattern without a slash means the last part of the path, and a last slash a folder. */
function matches(pattern: string, path: string): boolean {
  const isFolder = path.endsWith('/')
  if (pattern.endsWith('/') && !isFolder) return false
  const wanted = pattern.replace(/\/$/, '')
  const whole = path.replace(/\/$/, '')
  const subject = wanted.includes('/') ? `/${whole}` : (whole.split('/').at(-1) ?? '')
  return glob(wanted.includes('/') ? `/${wanted.replace(/^\//, '')}` : wanted).test(subject)
}

function glob(pattern: string): RegExp {
  const source = pattern.replaceAll(/[\\^$.|+()]/g, String.raw`\$&`)
  return new RegExp(`^${source.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`)
}
