import { asText, digestMark, functions, isEmpty, TemplateFailure } from './functions.ts'
import type { Block, BlockLine, Expression, Loop } from './node.ts'
import { isExpression, isNode } from './node.ts'
import { itemSlots, listSlots, mappingSlots, type Slot } from './slot.ts'

/** What a template sees when Helm renders it. */
export interface RenderInput {
  readonly values: Readonly<Record<string, unknown>>
  readonly release: { readonly name: string; readonly namespace: string }
  readonly chart: { readonly name: string; readonly version: string; readonly appVersion: string }
}

interface Frame {
  readonly input: RenderInput
  readonly variables: ReadonlyMap<symbol, { readonly key: unknown; readonly item: unknown }>
  readonly args: Readonly<Record<string, unknown>>
}

/**
 * The documents of a template file as plain objects, computed without Helm: the second back end,
 * which the tests hold against `helm template`. Digests are `<sha256>`.
 * Throws `TemplateFailure` where the chart would `fail`.
 */
export function evaluateDocuments(documents: readonly unknown[], input: RenderInput): readonly unknown[] {
  return evaluateItems(documents.flatMap(itemSlots), { input, variables: new Map(), args: {} })
}

/** The messages of the `fail`s that a template file raises on these values, each on its own. */
export function failures(documents: readonly unknown[], input: RenderInput): readonly string[] {
  return documents.flatMap((document) => {
    try {
      evaluateDocuments([document], input)
      return []
    } catch (error) {
      if (error instanceof TemplateFailure) return [error.message]
      throw error
    }
  })
}

const absent = Symbol('absent')

function evaluate(part: unknown, frame: Frame): unknown {
  if (isExpression(part)) return present(evaluateExpression(part, frame))
  if (!isNode(part)) return evaluatePlain(part, frame)
  switch (part['~kind']) {
    case 'mapping':
      return evaluateMap(part, frame)
    case 'block':
      return blockText(part, frame)
    default:
      throw new Error(`a ${part['~kind']} has no value of its own`)
  }
}

function evaluatePlain(part: unknown, frame: Frame): unknown {
  if (Array.isArray(part)) {
    const items = evaluateItems(listSlots(part), frame)
    return part.length > 0 && items.length === 0 ? absent : items
  }
  if (typeof part === 'object' && part !== null) return evaluateMap(part, frame)
  return part
}

/** Empty maps and lists from values are left out, as `with` leaves them out. */
const present = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && isEmpty(value) ? absent : value

function evaluateMap(part: object, frame: Frame): unknown {
  const slots = mappingSlots(part)
  const result: Record<string, unknown> = {}
  fill(result, slots, frame)
  return slots.length > 0 && Object.keys(result).length === 0 ? absent : result
}

function fill(target: Record<string, unknown>, slots: readonly Slot[], frame: Frame): void {
  for (const [slot, inner] of resolved(slots, frame)) {
    if (slot.is === 'splice') Object.assign(target, evaluateExpression(slot.of, inner))
    if (slot.is !== 'entry') continue
    const value = evaluate(slot.value, inner)
    const key = typeof slot.key === 'string' ? slot.key : asText(evaluateExpression(slot.key, inner))
    if (value !== absent) target[key] = value
  }
}

function evaluateItems(slots: readonly Slot[], frame: Frame): readonly unknown[] {
  return [...resolved(slots, frame)].flatMap(([slot, inner]) => {
    const value = slot.is === 'item' ? evaluate(slot.value, inner) : absent
    return value === absent ? [] : [value]
  })
}

/** The slots that are left once conditions are decided and loops are run. */
function* resolved(slots: readonly Slot[], frame: Frame): Generator<readonly [Slot, Frame]> {
  for (const slot of slots) {
    if (slot.is === 'branch') {
      const holds = !isEmpty(evaluateExpression(slot.condition, frame))
      yield* resolved(holds ? slot.then : slot.otherwise, frame)
    } else if (slot.is === 'loop') {
      for (const inner of iterations(slot.loop, frame)) yield* resolved(slot.body, inner)
    } else yield [slot, frame]
  }
}

/** One frame for each entry; templates visit maps in the order of their keys. */
function iterations(loop: Loop, frame: Frame): readonly Frame[] {
  const over = evaluateExpression(loop.over, frame) ?? {}
  const pairs: readonly (readonly [unknown, unknown])[] = Array.isArray(over)
    ? over.map((item, i) => [i, item])
    : Object.entries(over).toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return pairs.map(([key, item]) => ({ ...frame, variables: new Map(frame.variables).set(loop.id, { key, item }) }))
}

function evaluateExpression(node: Expression, frame: Frame): unknown {
  switch (node['~kind']) {
    case 'constant':
      return node.value
    case 'value':
      return dig(frame.input.values, node.path)
    case 'variable':
      return dig(frame.variables.get(node.loop)?.[node.role], node.path)
    case 'argument':
      return dig(frame.args[node.name], node.path)
    case 'builtin':
      return builtins(frame.input)[node.path]
    case 'call':
      return evaluateCall(node.name, node.args, frame)
    case 'include':
      return evaluateInclude(node, frame)
    case 'template-file':
      return digestMark
    case 'text':
      return node.parts.map((part) => (typeof part === 'string' ? part : asText(evaluateExpression(part, frame)))).join('')
    case 'raw':
      return node.compute(...node.holes.map((hole) => evaluateExpression(hole, frame)))
  }
}

function evaluateCall(name: string, args: readonly Expression[], frame: Frame): unknown {
  const fn = functions[name]
  if (!fn) throw new Error(`${name} is no template function that the core knows`)
  return fn.evaluate(...args.map((arg) => evaluateExpression(arg, frame)))
}

function evaluateInclude(node: Extract<Expression, { '~kind': 'include' }>, frame: Frame): unknown {
  const args = Object.fromEntries(Object.entries(node.args).map(([name, arg]) => [name, evaluateExpression(arg, frame)]))
  const inner: Frame = { input: frame.input, variables: new Map(), args }
  const { helper } = node
  return helper.shape === 'text' ? evaluateExpression(helper.body as Expression, inner) : evaluateMap(helper.body as object, inner)
}

function dig(from: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    return (value as Readonly<Record<string, unknown>>)[key]
  }, from)
}

function builtins({ release, chart }: RenderInput): Readonly<Record<string, unknown>> {
  return {
    'Release.Name': release.name,
    'Release.Namespace': release.namespace,
    'Release.Service': 'Helm',
    'Release.Revision': 1,
    'Chart.Name': chart.name,
    'Chart.Version': chart.version,
    'Chart.AppVersion': chart.appVersion,
  }
}

function blockText(block: Block, frame: Frame): string {
  const lines = blockLines(block.lines, frame)
  while (lines.at(-1) === '') lines.pop() // `|` keeps one line break at the end
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

function blockLines(lines: readonly BlockLine[], frame: Frame): string[] {
  return lines.flatMap((line) => blockLine(line, frame))
}

function blockLine(line: BlockLine, frame: Frame): readonly string[] {
  if (!isNode(line)) {
    const parts = line as readonly (string | Expression)[] // what is no node is a line of parts
    return [parts.map((part) => (typeof part === 'string' ? part : asText(evaluateExpression(part, frame)))).join('')]
  }
  switch (line['~kind']) {
    case 'paragraph': {
      const text = evaluateExpression(line.of, frame)
      return isEmpty(text) ? [] : asText(text).split('\n')
    }
    case 'loop':
      return iterations(line, frame).flatMap((inner) => blockLines((line.body as Block).lines, inner))
    case 'branch': {
      const chosen = isEmpty(evaluateExpression(line.condition, frame)) ? line.otherwise : line.then
      return chosen === undefined ? [] : blockLines((chosen as Block).lines, frame)
    }
  }
}
