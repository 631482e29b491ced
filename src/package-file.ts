import { existsSync, readFileSync } from 'node:fs'

/** A file of this package, by its path from the package's root. */
export function packageFile(path: string): URL {
  return new URL(path, root)
}

/** The version of this package. */
export function packageVersion(): string {
  const text = readFileSync(packageFile('package.json'), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version // our own package.json
}

const root = rootAbove(new URL('.', import.meta.url))

/** The build puts modules into folders of its own, so that none knows how deep it is. */
function rootAbove(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder
  return rootAbove(new URL('..', folder))
}
