import { readYaml } from '../helm/yaml/parse.ts'
import { isTable } from '../helm/merge/coalesce.ts'

/** What the comments of a values.yaml say of a value. */
export interface ValueComment {
  readonly description?: string
  /** The type that Bitnami's `@param` names. */
  readonly type?: string
}

/**
 * What the comments of a values.yaml say of its values, by their paths with dots: `# -- text` of
 * helm-docs, `## @param path text` of Bitnami's readme-generator, or the lines of prose above a key.
 * Sources: github.com/norwoodj/helm-docs, README; github.com/bitnami/readme-generator-for-helm, README.
 */
export function valueComments(text: string): ReadonlyMap<string, ValueComment> {
  const comments = new Map<string, ValueComment>()
  const lines = text.split('\n')
  const [document] = readYaml(text).documents
  const addAll = (value: unknown, path: readonly string[]): void => {
    if (!isTable(value)) return
    for (const [key, child] of Object.entries(value)) {
      const at = [...path, key]
      const line = document?.positionOf(at, 'key')?.line
      const description = line === undefined ? '' : descriptionAbove(lines, line - 1)
      if (description !== '') comments.set(at.join('.'), { description })
      addAll(child, at)
    }
  }
  addAll(document?.data, [])
  for (const [, path = '', types = '', words = ''] of text.matchAll(parameter)) {
    const type = types.split(',')[0]?.trim()
    comments.set(path, { description: sentence(words), ...(type && { type }) })
  }
  for (const [, path = '', words = ''] of text.matchAll(namedComment)) {
    comments.set(path, { description: sentence(words) })
  }
  return comments
}

const parameter = /^[ \t]*##?[ \t]*@(?:param|extra)[ \t]+(\S+)[ \t]+(?:\[([^\]]*)\][ \t]*)?(.*)$/gm

/** helm-docs' form for what is not there: `# path.of.key -- text`. */
const namedComment = /^[ \t]*#[ \t]+([\w-]+(?:\.[\w-]+)*)[ \t]+--[ \t]+(.*)$/gm

/** The comment right above a line, as a sentence. */
function descriptionAbove(lines: readonly string[], line: number): string {
  const above: string[] = []
  for (let at = line - 1; at >= 0; at--) {
    const [, comment] = /^\s*#+ ?(.*?)\r?$/.exec(lines[at] ?? '') ?? []
    if (comment === undefined) break
    above.unshift(comment)
  }
  const marked = above.findLastIndex((one) => /^\s*-- /.test(one))
  if (marked >= 0) {
    const own = above.slice(marked).filter((one) => !/^\s*@\w+/.test(one))
    return sentence(own.join(' ').replace(/^\s*-- (?:\([\w/]+\) )?/, ''))
  }
  const code = above.findIndex((one) => isCode.test(one))
  return sentence((code < 0 ? above : above.slice(0, code)).join(' '))
}

/** Lines of a comment that are no prose: YAML, marks of tools, rules of hashes. */
const isCode = /^\s*(?:[\w.$/"'-]+:(?:\s|$)|-\s|[[{#@]|=+$|-+$|$)/

const sentence = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
