import { isError } from '../../errors/chart-error.ts'
import { isTable } from '../merge/coalesce.ts'
import { readYaml } from '../yaml/parse.ts'

/**
 * Why Helm takes what a template has printed for no manifests: it reads each as YAML, and of its fields
 * apiVersion, kind, name and annotations. Undefined where it does take them.
 */
export function manifestFault(text: string): string | undefined {
  if (!known.has(text)) {
    if (known.size >= mostKnown) known.clear()
    known.set(text, faultIn(text))
  }
  return known.get(text)
}

/** Values change few of a chart's objects. */
const known = new Map<string, string | undefined>()
const mostKnown = 5000

function faultIn(text: string): string | undefined {
  for (const document of text.trim().split(/(?:^|\s*\n)---\s*/)) {
    const fault = document.trim() === '' ? undefined : documentFault(document.trimStart())
    if (fault !== undefined) return fault
  }
  return undefined
}

function documentFault(text: string): string | undefined {
  const { documents, problems } = readYaml(`${text}\n`)
  const failure = problems.find(isError)
  if (failure) return `${failure.message} (line ${failure.line ?? 1} of the manifest)`
  const data = documents[0]?.data ?? {}
  if (!isTable(data)) return 'a manifest is a map, and this is none'
  const { metadata = {} } = data
  if (metadata !== null && !isTable(metadata)) return 'metadata is a map, and this is none'
  const { name, annotations = {} } = metadata ?? {}
  if (annotations !== null && !isTable(annotations)) return 'metadata.annotations is a map'
  const texts = { apiVersion: data['apiVersion'], kind: data['kind'], 'metadata.name': name }
  const all = { ...texts, ...annotations }
  const wrong = Object.entries(all).find(([, value]) => typeof value === 'object' && value !== null)
  return (
    wrong && `${wrong[0]} is a text, and this is ${Array.isArray(wrong[1]) ? 'a list' : 'a map'}`
  )
}
