import { fields, items, text } from '../fields.ts'
import { groupOf, type Manifest } from '../manifest.ts'
import type { Answer } from './ask-server.ts'

/** The path of an object in the server's API; nothing when the server does not know its kind. */
export type FindPath = (manifest: Manifest) => Promise<string | undefined>

/** Looks kinds up in what the server says of itself, each group once. */
export function pathFinder(ask: (path: string) => Promise<Answer>): FindPath {
  const known = new Map<string, Promise<Answer>>()
  return async ({ apiVersion, kind, namespace, name }) => {
    const root = `/${groupOf(apiVersion) === '' ? 'api' : 'apis'}/${apiVersion}`
    const answer = known.get(root) ?? ask(root)
    known.set(root, answer)
    const resource = items(fields((await answer).body)['resources']).find(
      (one) => one['kind'] === kind && !text(one['name'])?.includes('/'),
    )
    if (!resource) return undefined
    const scope = resource['namespaced'] === true ? `namespaces/${namespace}/` : ''
    return `${root}/${scope}${text(resource['name'])}/${name}`
  }
}
