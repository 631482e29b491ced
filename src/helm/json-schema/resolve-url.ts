interface Parts {
  readonly scheme: string
  readonly authority?: string | undefined
  readonly path: string
  readonly query?: string | undefined
}

/** Resolves a reference without its fragment against a base, as Go's net/url does. */
export function resolveUrl(base: string, reference: string): string {
  const [from, to] = [partsOf(base), partsOf(reference)]
  if (to.scheme !== '') return written({ ...to, path: isOpaque(to) ? to.path : tidy(to.path) })
  if (isOpaque(from)) return written(from)
  const { scheme } = from
  if (to.authority !== undefined && to.authority !== '')
    return written({ ...to, scheme, path: tidy(to.path) })
  if (to.path === '')
    return written({ ...from, query: to.query ?? from.query, path: tidy(from.path) })
  const path = to.path.startsWith('/') ? to.path : from.path.replace(/[^/]*$/, '') + to.path
  return written({ ...from, path: tidy(path), query: to.query })
}

/** Parts a reference at its first `#`; the fragment comes unescaped, undefined for a bad escape. */
export function splitFragment(reference: string): readonly [string, string | undefined] {
  const hash = reference.indexOf('#')
  if (hash < 0) return [reference, '']
  return [reference.slice(0, hash), unescapeFragment(reference.slice(hash + 1))]
}

function unescapeFragment(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function partsOf(url: string): Parts {
  const [, scheme = '', authority, path = '', query] =
    /^(?:([A-Za-z][-+.A-Za-z0-9]*):)?(?:\/\/([^/?]*))?([^?]*)(?:\?(.*))?$/s.exec(url) ?? []
  return { scheme: scheme.toLowerCase(), authority, path, query }
}

/** `urn:example:a`: nothing is relative to it. */
function isOpaque({ scheme, authority, path }: Parts): boolean {
  return scheme !== '' && authority === undefined && !path.startsWith('/') && path !== ''
}

function written({ scheme, authority, path, query }: Parts): string {
  const start = `${scheme === '' ? '' : `${scheme}:`}${authority === undefined ? '' : `//${authority}`}`
  return `${start}${path}${query === undefined || query === '' ? '' : `?${query}`}`
}

/** Removes the steps `.` and `..` from a path. */
function tidy(path: string): string {
  const kept: string[] = []
  const steps = path.replace(/^\//, '').split('/')
  for (const step of steps) {
    if (step === '..') kept.pop()
    else if (step !== '.') kept.push(step)
  }
  if (/^\.{1,2}$/.test(steps.at(-1) ?? '')) kept.push('')
  return path === '' ? '' : `/${kept.join('/')}`
}
