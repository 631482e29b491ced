import type { YamlPath } from '../yaml/yaml-path.ts'
import { isTable, type Table } from '../merge/coalesce.ts'
import { failedBy, hasType, unlistedBy } from './assertions.ts'
import { isSchemaFor } from './metaschema.ts'
import type { SchemaNode } from './schema-node.ts'
import { type Open, openIn, without } from './unevaluated.ts'

/** A keyword of a schema that a value does not satisfy. */
export interface Failure {
  readonly keyword: string
  /** The schema that the keyword stands in. */
  readonly schema: unknown
  readonly value: unknown
  readonly path: YamlPath
  /** The key of the value that it is about: missing or unknown. */
  readonly key?: string
  /** Of each schema that would have done: why the value does not fit it. */
  readonly branches?: readonly (readonly Failure[])[]
  /** The places of the schemas that the value fits, where it may fit but one. */
  readonly matches?: readonly number[]
}

/** Finds all that is wrong with a value, as Helm's validator does. */
export function evaluate(node: SchemaNode, value: unknown): readonly Failure[] {
  return judge(node, value, { path: [], scope: { node, depth: 0, outer: undefined } }, false)
    .failures
}

/** The schemas that are being evaluated, from the innermost on. */
interface Scope {
  readonly node: SchemaNode
  /** The same for schemas that judge the same value. */
  readonly depth: number
  readonly outer: Scope | undefined
}

interface At {
  readonly path: YamlPath
  readonly scope: Scope
}

/** What a schema says of a value, and which parts of the value it has not looked at. */
interface Verdict {
  readonly failures: readonly Failure[]
  readonly open: Open
}

/** A value under judgement by one schema. */
interface Trial {
  readonly node: SchemaNode
  readonly value: unknown
  readonly at: At
  readonly open: Open
  readonly failures: Failure[]
}

function judge(node: SchemaNode, value: unknown, at: At, isWanted: boolean): Verdict {
  const trial: Trial = { node, value, at, open: openIn(value, node, isWanted), failures: [] }
  const { rules, schema } = node
  const failed = (keyword: string): Verdict => ({
    failures: [{ keyword, schema, value, path: at.path }],
    open: trial.open,
  })
  if (rules.always !== undefined) return rules.always ? trial : failed('false')
  if (isInCircle(at.scope)) return failed('circle')
  if (rules.metaschema !== undefined)
    return isSchemaFor(rules.metaschema, value) ? trial : failed('metaschema')
  if (rules.types && !hasType(value, rules.types)) return failed('type')
  const unlisted = unlistedBy(rules, value)
  if (unlisted) return failed(unlisted)
  for (const keyword of failedBy(rules, value)) fail(trial, keyword)
  if (rules.reference) judgeSelf(trial, rules.reference)
  if (Array.isArray(value)) judgeItems(trial, value)
  else if (isTable(value)) judgeProperties(trial, value)
  judgeReferences(trial)
  judgeBranches(trial)
  judgeUnevaluated(trial)
  return trial
}

/** Whether a schema is asked for the verdict that it is about to give. */
function isInCircle({ node, depth, outer }: Scope): boolean {
  for (let scope = outer; scope && scope.depth === depth; scope = scope.outer)
    if (scope.node === node) return true
  return false
}

function fail(trial: Trial, keyword: string, more: Partial<Failure> = {}): void {
  const { node, value, at, failures } = trial
  failures.push({ keyword, schema: node.schema, value, path: at.path, ...more })
}

/** An item that should not be there. */
function failAt(trial: Trial, keyword: string, index: number): void {
  const value = (trial.value as readonly unknown[])[index] // it is an item of the list
  fail(trial, keyword, { path: [...trial.at.path, index], value })
}

/** Judges the same value by another schema: its failures, and what it leaves open. */
function attempt({ value, at, open }: Trial, node: SchemaNode): Verdict {
  const scope = { node, depth: at.scope.depth, outer: at.scope }
  return judge(node, value, { path: at.path, scope }, open.size > 0)
}

function judgeSelf(trial: Trial, node: SchemaNode): void {
  const { failures, open } = attempt(trial, node)
  if (failures.length === 0) without(trial.open, open)
  trial.failures.push(...failures)
}

function passes(trial: Trial, node: SchemaNode): boolean {
  const { failures, open } = attempt(trial, node)
  if (failures.length === 0) without(trial.open, open)
  return failures.length === 0
}

/** Judges a part of the value. */
function inside(trial: Trial, node: SchemaNode, step: string | number): readonly Failure[] {
  const { value, at } = trial
  const scope = { node, depth: at.scope.depth + 1, outer: at.scope }
  const part = (value as Readonly<Record<string | number, unknown>>)[step] // a list or a map
  return judge(node, part, { path: [...at.path, step], scope }, false).failures
}

function judgeItems(trial: Trial, items: readonly unknown[]): void {
  const { firstItems = [], items: rest } = trial.node.rules
  items.forEach((_, index) => {
    const node = firstItems[index] ?? rest
    if (!node) return
    if (node === rest && rest.rules.always === false) failAt(trial, 'items', index)
    else trial.failures.push(...inside(trial, node, index))
  })
  judgeContains(trial, items)
}

function judgeContains(trial: Trial, items: readonly unknown[]): void {
  const { contains, minContains = 1, maxContains = Infinity } = trial.node.rules
  if (!contains) return
  const found = items.flatMap((_, index) =>
    inside(trial, contains, index).length === 0 ? [index] : [],
  )
  if (trial.node.draft >= 2020) for (const index of found) trial.open.delete(index)
  if (found.length < minContains) fail(trial, minContains > 1 ? 'minContains' : 'contains')
  if (found.length > maxContains) fail(trial, 'maxContains')
}

function judgeProperties(trial: Trial, map: Table): void {
  const { required = [], propertyNames, dependents = [] } = trial.node.rules
  for (const key of required) if (!Object.hasOwn(map, key)) fail(trial, 'required', { key })
  for (const { keyword, key, asks } of dependents) {
    if (!Object.hasOwn(map, key)) continue
    if ('rules' in asks) judgeSelf(trial, asks)
    else
      for (const other of asks) if (!Object.hasOwn(map, other)) fail(trial, keyword, { key: other })
  }
  for (const key of Object.keys(map)) {
    judgeEntry(trial, key)
    if (propertyNames) judgeName(trial, propertyNames, key)
  }
}

function judgeEntry(trial: Trial, key: string): void {
  const { properties, patternProperties = [], additionalProperties } = trial.node.rules
  const named = properties?.get(key)
  const fitting = patternProperties.filter(([pattern]) => pattern.matches(key))
  const nodes = [...(named ? [named] : []), ...fitting.map(([, node]) => node)]
  if (nodes.length === 0 && !additionalProperties) return
  trial.open.delete(key)
  for (const node of nodes) trial.failures.push(...inside(trial, node, key))
  if (nodes.length > 0 || !additionalProperties) return
  if (additionalProperties.rules.always === false) fail(trial, 'additionalProperties', { key })
  else trial.failures.push(...inside(trial, additionalProperties, key))
}

/** What is wrong with a key is a failure of the map that has it. */
function judgeName(trial: Trial, node: SchemaNode, key: string): void {
  const scope = { node, depth: 0, outer: undefined }
  const { failures } = judge(node, key, { path: trial.at.path, scope }, false)
  trial.failures.push(...failures.map((one) => ({ ...one, key })))
}

function judgeReferences(trial: Trial): void {
  const { recursive, dynamic } = trial.node.rules
  const { scope } = trial.at
  if (recursive)
    judgeSelf(trial, recursive.isDynamic ? outermost(scope, recursive.target) : recursive.target)
  if (dynamic) judgeSelf(trial, named(scope, dynamic.name) ?? dynamic.target)
}

/** Where `$recursiveRef` leads: to the outermost schema in a resource that allows it. */
function outermost(scope: Scope, target: SchemaNode): SchemaNode {
  let found = target
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const root = at.node.resource?.schema
    if (isTable(root) && root['$recursiveAnchor'] === true) found = at.node
  }
  return found
}

/** Where `$dynamicRef` leads: to the anchor of this name in the outermost resource that has one. */
function named(scope: Scope, name: string | undefined): SchemaNode | undefined {
  let found: SchemaNode | undefined
  if (name === undefined) return undefined
  for (let at: Scope | undefined = scope; at; at = at.outer)
    found = at.node.resource?.dynamic.get(name) ?? found
  return found
}

function judgeBranches(trial: Trial): void {
  const { not, allOf = [], anyOf, oneOf, condition, whenMet, whenUnmet } = trial.node.rules
  if (not && attempt(trial, not).failures.length === 0) fail(trial, 'not')
  for (const node of allOf) judgeSelf(trial, node)
  if (anyOf) judgeAny(trial, anyOf)
  if (oneOf) judgeOne(trial, oneOf)
  if (!condition) return
  const branch = passes(trial, condition) ? whenMet : whenUnmet
  if (branch) judgeSelf(trial, branch)
}

function judgeAny(trial: Trial, nodes: readonly SchemaNode[]): void {
  const branches: (readonly Failure[])[] = []
  for (const node of nodes) {
    const { failures, open } = attempt(trial, node)
    branches.push(failures)
    if (failures.length > 0) continue
    without(trial.open, open)
    // What is left open hangs on every schema that fits.
    if (trial.open.size === 0) return
  }
  if (branches.every((failures) => failures.length > 0)) fail(trial, 'anyOf', { branches })
}

function judgeOne(trial: Trial, nodes: readonly SchemaNode[]): void {
  const verdicts = nodes.map((node) => attempt(trial, node))
  const matches = verdicts.flatMap(({ failures }, index) => (failures.length === 0 ? [index] : []))
  for (const index of matches.slice(0, 2)) without(trial.open, verdicts[index]?.open ?? new Set())
  const branches = verdicts.map(({ failures }) => failures)
  if (matches.length === 0) fail(trial, 'oneOf', { branches })
  if (matches.length > 1) fail(trial, 'oneOf', { matches })
}

function judgeUnevaluated(trial: Trial): void {
  const { unevaluatedItems, unevaluatedProperties } = trial.node.rules
  const node = Array.isArray(trial.value) ? unevaluatedItems : unevaluatedProperties
  if (!node || (!Array.isArray(trial.value) && !isTable(trial.value))) return
  for (const step of trial.open) {
    if (node.rules.always !== false) trial.failures.push(...inside(trial, node, step))
    else if (typeof step === 'string') fail(trial, 'unevaluatedProperties', { key: step })
    else failAt(trial, 'unevaluatedItems', step)
  }
  trial.open.clear()
}
