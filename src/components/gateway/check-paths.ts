import type { Problem } from '../../errors/chart-error.ts'
import type { Route, Site } from './model.ts'

/** What is wrong with the paths of a site's routes. */
export function pathProblems(site: Site, gateway: string): readonly Problem[] {
  const path =
    site.name === undefined ? `${gateway}.routes` : `${gateway}.sites.${site.name}.routes`
  if (site.routes.length === 0) return [noRoutes(path)]
  return [
    ...site.routes.flatMap(({ spelled }) => spellingProblems(spelled, `${path}["${spelled}"]`)),
    ...twoWithOnePath(site).map(({ spelled, path: canonical }) => ({
      code: 'duplicate-route',
      path: `${path}["${spelled}"]`,
      message: `two routes have the path "${canonical || '/'}"`,
      hint: 'a slash at the end makes no other path: remove one of the routes',
    })),
  ]
}

/** The routes whose path an earlier route has already. */
export function twoWithOnePath({ routes }: Site): readonly Route[] {
  return routes.filter(({ path }, i) => routes.findIndex((other) => other.path === path) < i)
}

function noRoutes(path: string): Problem {
  return {
    code: 'no-routes',
    path,
    message: 'the gateway has no routes',
    hint: `lead a path to a service: routes: { '/orders': 'orders' }`,
  }
}

/** Paths that the gateway itself answers. */
const ownPaths: ReadonlySet<string> = new Set(['/healthz', '/.error'])

/** Unreserved characters of RFC 3986: neither nginx nor a browser reads them as anything else. */
const segment = /^[A-Za-z0-9._~-]+$/

function spellingProblems(spelled: string, path: string): readonly Problem[] {
  const canonical = spelled.replace(/\/$/, '')
  const segments = canonical.split('/').slice(1)
  const problem = (message: string, hint: string): readonly Problem[] => [
    { code: 'route-path', path, message, hint },
  ]
  if (!spelled.startsWith('/')) {
    return problem(`the path "${spelled}" does not begin with "/"`, `write '/${spelled}'`)
  }
  if (segments.some((one) => ['', '.', '..'].includes(one))) {
    return problem(
      `no request ever has the path "${spelled}": nginx takes "//", "." and ".." out of paths`,
      'write the path without them',
    )
  }
  if (!segments.every((one) => segment.test(one))) {
    return problem(
      `the path "${spelled}" has characters that mean something else to nginx`,
      'use letters, digits, "-", ".", "_" and "~" between slashes',
    )
  }
  if (ownPaths.has(canonical)) {
    return problem(`the gateway answers "${canonical}" itself`, 'lead another path to the service')
  }
  return []
}
