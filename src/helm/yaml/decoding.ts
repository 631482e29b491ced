import type { Alias, Node } from 'yaml'
import type { Problem } from '../../errors/chart-error.ts'

/** Where a key and its value begin, as offsets into the text. */
export interface Place {
  readonly key: number
  readonly value: number
}

/** Something wrong or surprising, wherever it stands. */
export type Fault = Omit<Problem, 'path' | 'file' | 'line' | 'column'>

/** A fault at a path of the data and an offset of the text. */
export interface Finding extends Fault {
  readonly path: string
  readonly offset: number
}

/** What is known while one document is decoded. */
export interface Decoding {
  readonly text: string
  readonly targets: ReadonlyMap<Alias, Node>
  /** The aliases being written out right now: one that meets itself is a cycle. */
  readonly expanding: Set<Alias>
  readonly places: Map<string, Place>
  readonly findings: Finding[]
  /** Nodes so far, and how many of them came through aliases. */
  decoded: number
  aliased: number
  /** Set once aliases have made the document too large: nothing more is decoded. */
  stopped: boolean
}

/** Notes a fault at a node. */
export function report(decoding: Decoding, node: unknown, path: string, fault: Fault): void {
  decoding.findings.push({ ...fault, path, offset: offsetOf(node) })
}

/** Where a node of a parsed text begins. */
export function offsetOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0 // whatever the parser made is a node or null
}

/**
 * Counts one node; false once aliases make up more of the document than go-yaml v2 allows: 99 % of
 * 400,000 nodes, sinking to 10 % of 4,000,000. So a "billion laughs" file ends within moments.
 */
export function countNode(decoding: Decoding): boolean {
  decoding.decoded++
  if (decoding.expanding.size > 0) decoding.aliased++
  const { decoded, aliased } = decoding
  return aliased <= 100 || decoded <= 1000 || aliased / decoded <= allowedShare(decoded)
}

const [low, high] = [400_000, 4_000_000]

function allowedShare(decoded: number): number {
  return 0.99 - 0.89 * Math.min(Math.max(decoded - low, 0) / (high - low), 1)
}
