import { scalar } from '../../helm/yaml/scalar.ts'
import type { Expression } from '../node/node.ts'

/** Names that a release may have and that YAML would take for something else. */
const awkwardNames = ['1', '0x1', '1e3', '0o7', 'on', 'null', '2001-01-01', '.5']

/**
 * The expression gives a plain YAML string whatever the release is called: it is made of names and
 * of literal text that keeps YAML from reading a number or a boolean. Such text needs no quotes.
 */
export function plainText(node: Expression): boolean {
  const isPlain = known.get(node) ?? isPlainForAll(node)
  known.set(node, isPlain)
  return isPlain
}

const known = new WeakMap<Expression, boolean>()

function isPlainForAll(node: Expression): boolean {
  return awkwardNames.every((name) => {
    const sample = sampleOf(node, name)
    return sample !== undefined && scalar(sample) === sample
  })
}

/** The text with every name replaced by a sample; undefined when something else than names is in it. */
function sampleOf(node: Expression, name: string): string | undefined {
  switch (node['~kind']) {
    case 'constant':
      return String(node.value)
    case 'builtin':
      return node.path.startsWith('Release.') ? name : undefined
    case 'include':
      return node.helper.shape === 'text' && Object.keys(node.args).length === 0
        ? sampleOf(node.helper.body as Expression, name) // the body of a text helper is an expression
        : undefined
    case 'text': {
      const parts = node.parts.map((part) =>
        typeof part === 'string' ? part : sampleOf(part, name),
      )
      return parts.includes(undefined) ? undefined : parts.join('')
    }
    case 'call':
      return node.name === 'sha256sum' || (node.name === 'trunc' && isDigest(node.args[1]))
        ? '0123'
        : undefined
    default:
      return undefined
  }
}

const isDigest = (node: Expression | undefined): boolean =>
  node?.['~kind'] === 'call' && node.name === 'sha256sum'
