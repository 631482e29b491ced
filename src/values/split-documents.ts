/** A line that ends a document. */
interface Separator {
  /** Counted from 1. */
  readonly line: number
  /** What stands behind the dashes. */
  readonly rest: string
}

/** The documents in a text of values, with blank lines before them in place of the others. */
interface SplitText {
  readonly documents: readonly string[]
  readonly separators: readonly Separator[]
}

/**
 * Splits values as Helm 4 does before it reads any YAML: at each line that begins with `---`. Places in
 * a document are those in the whole text. Source: YAMLReader in Kubernetes' apimachinery.
 */
export function splitDocuments(text: string): SplitText {
  if (!/(?:^|\n)---/.test(text)) return { documents: [text], separators: [] }
  const lines = text.split('\n')
  const separators = lines.flatMap((line, index) =>
    line.startsWith('---') ? [{ line: index + 1, rest: line.slice(3).trim() }] : [],
  )
  const starts = [0, ...separators.map(({ line }) => line)]
  const documents = starts.map((start, index) => {
    const own = lines.slice(start, separators[index] && separators[index].line - 1)
    return '\n'.repeat(start) + own.join('\n').replace(/^\uFEFF/, '')
  })
  return { documents, separators }
}
