import { formatPath } from '../helm/yaml/yaml-path.ts'

/** One thing that a JSON Schema refuses. */
export interface SchemaFinding {
  /** `spec.containers[0].image`; empty for the document itself. */
  readonly path: string
  /** `got string, want integer` */
  readonly message: string
}

/**
 * Reads what the validator in Helm and kubeconform says: one `- at '/pointer': message` after the
 * other, on lines of their own or (kubeconform) on one line, causes indented below what they cause.
 * Only the causes that have none of their own are kept, sorted, since their order is random.
 */
export function schemaFindings(text: string): readonly SchemaFinding[] {
  const lines = [...text.matchAll(/( *)- at '([^']*)': (.*?)(?=\s+- at '|$)/gs)]
  return lines
    .filter(([, indent = ''], index) => (lines[index + 1]?.[1]?.length ?? 0) <= indent.length)
    .map(([, , pointer = '', message = '']) => ({ path: toPath(pointer), message: message.trim() }))
    .toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
}

function toPath(pointer: string): string {
  const steps = pointer.split('/').slice(1)
  return formatPath(steps.map((step) => (/^\d+$/.test(step) ? Number(step) : decode(step))))
}

function decode(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}

function order({ path, message }: SchemaFinding): string {
  return `${path} ${message}`
}
