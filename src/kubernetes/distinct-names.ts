/** Gives names that are no longer than that, and each once. */
export function distinct(
  longest: number,
  taken: readonly string[] = [],
): (wanted: string) => string {
  const given = new Set(taken)
  const numbered = (wanted: string, i: number): string => {
    const end = i === 1 ? '' : `-${i}`
    const start = wanted.slice(0, longest - end.length).replace(/[-.]+$/, '')
    return `${start || 'file'}${end}`
  }
  return (wanted) => {
    let i = 1
    while (given.has(numbered(wanted, i))) i += 1
    given.add(numbered(wanted, i))
    return numbered(wanted, i)
  }
}

/** Key of a file in a ConfigMap: `etc/app/nginx.conf` is `etc.app.nginx.conf`. */
export function configMapKey(path: string): string {
  return path
    .replaceAll('/', '.')
    .replaceAll(/[^-._a-zA-Z0-9]/g, '-')
    .replaceAll(/\.{2,}/g, '.')
}
