import type { Problem } from '../errors/chart-error.ts'
import { at } from './fields.ts'
import { helmLint, type HelmInput } from './helm.ts'
import type { Manifest } from './manifest.ts'
import type { RunOptions } from './run.ts'

/** Lints a chart that renders these objects. */
export type Lint = (
  input: HelmInput,
  manifests: readonly Manifest[],
  options: RunOptions,
) => Promise<readonly Problem[]>

/**
 * Lints what one Helm makes of one profile for several Kubernetes, the newest first: `helm lint` knows
 * the versions of a deprecated API only, so that it is asked again only where an older Kubernetes gets
 * other objects.
 */
export function linter(): Lint {
  const known = new Map<string, Promise<readonly Problem[]>>()
  return (input, manifests, options) => {
    const key = JSON.stringify(manifests.map(linted))
    const answer = known.get(key) ?? helmLint(input, options)
    known.set(key, answer)
    return answer
  }
}

/** What `helm lint` reads of an object (pkg/lint/rules/template.go of 3.22.0 and 4.3.1). */
function linted({ apiVersion, kind, name, source, body }: Manifest): unknown {
  if (kind.endsWith('List')) return body
  return [apiVersion, kind, name, source, at(body, 'spec', 'selector')]
}
