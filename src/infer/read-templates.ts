import type { ChartValues } from '../helm/merge/chart-values.ts'
import { type Expression, parsePipeline } from '../helm/template/parse-pipeline.ts'
import { parseTemplate, type TemplatePart } from '../helm/template/parse-template.ts'
import { Unread } from '../helm/template/unread.ts'
import { apply } from './apply.ts'
import {
  atKey,
  contextOf,
  entriesIn,
  type Meaning,
  mark,
  nameOfAll,
  nothing,
  once,
} from './meaning.ts'
import { below, noReads, type ValueReads } from './value-reads.ts'

/**
 * What the templates of a chart and of its subcharts do with its values: each is gone through once, on
 * both sides of every condition. What cannot be read is taken to use the values that it names.
 */
export function readsOf(chart: ChartValues): ValueReads {
  const named = new Map<string, Named>()
  collectNamed(chart, named)
  const values = noReads()
  readChart(chart, values, { named, done: new Set(), depth: 0 })
  return values
}

/** What all templates of a release have in common. */
export interface Reading {
  /** Named templates of all charts: the parent's go over those of its subcharts. */
  readonly named: ReadonlyMap<string, Named>
  /** Named templates with the contexts that they were gone through for. */
  readonly done: Set<string>
  readonly depth: number
}

type Named = readonly TemplatePart[] | string

/** What a template may name where it stands. */
export interface Scope {
  readonly dot: Meaning
  readonly variables: Map<string, Meaning>
}

function readChart(chart: ChartValues, values: ValueReads, reading: Reading): void {
  const texts = (chart.templates ?? []).map((one) => one.text)
  for (const text of [...texts, ...templatesAmong(chart.values)]) {
    const root = contextOf(values)
    readText(text, { dot: root, variables: new Map([['$', root]]) }, reading)
  }
  for (const { chart: subchart, alias, condition, tags } of chart.dependencies) {
    for (const path of condition?.split(',') ?? []) {
      path.trim().split('.').reduce(below, values).isSwitch = true
    }
    for (const tag of tags ?? []) below(below(values, 'tags'), tag).isSwitch = true
    readSubchart(subchart, alias ?? subchart.name, values, reading)
  }
  for (const subchart of chart.undeclared ?? []) {
    readSubchart(subchart, subchart.name, values, reading)
  }
}

/** Texts among values that are templates of their own, which charts give to `tpl`. */
function templatesAmong(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.includes('{{') ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(templatesAmong)
}

/** Globals are the same for all charts. */
function readSubchart(
  chart: ChartValues,
  name: string,
  parent: ValueReads,
  reading: Reading,
): void {
  const values = below(parent, name)
  values.keys.set('global', below(parent, 'global'))
  readChart(chart, values, reading)
}

function collectNamed(chart: ChartValues, named: Map<string, Named>): void {
  for (const { chart: subchart } of chart.dependencies) collectNamed(subchart, named)
  for (const subchart of chart.undeclared ?? []) collectNamed(subchart, named)
  for (const { text } of [...(chart.helpers ?? []), ...(chart.templates ?? [])]) {
    for (const [name, parts] of definedIn(text)) named.set(name, parts)
  }
}

/** The named templates of a file; of one that cannot be read, all of its text under each name. */
function definedIn(text: string): Iterable<readonly [string, Named]> {
  try {
    return parseTemplate(text).defined
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    const names = [...text.matchAll(/\{\{-?\s*define\s+"([^"]+)"/g)]
    return names.map(([, name = '']) => [name, text])
  }
}

function readText(text: string, scope: Scope, reading: Reading): void {
  try {
    readParts(parseTemplate(text).parts, scope, reading)
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    takePaths(text, scope)
  }
}

function readParts(parts: readonly TemplatePart[], scope: Scope, reading: Reading): void {
  for (const part of parts) {
    if (typeof part === 'string' || part.is === 'jump') continue
    if (part.is === 'action') {
      const meaning = read(part.pipeline, scope, reading)
      if (part.variable === undefined) take(meaning)
      else assign(scope, part.variable, meaning)
    } else if (part.is === 'range') {
      const item = entriesIn(read(part.over, scope, reading))
      const variables = new Map(scope.variables)
      const [last, key] = part.variables.toReversed()
      if (last !== undefined) variables.set(last, item)
      if (key !== undefined) variables.set(key, nothing)
      readParts(part.then, { dot: item, variables }, reading)
      readParts(part.otherwise, scope, reading)
    } else {
      const meaning = read(part.condition, scope, reading)
      const variables = part.variable
        ? new Map([...scope.variables, [part.variable, meaning]])
        : scope.variables
      const dot = part.is === 'with' ? meaning : scope.dot
      readParts(part.then, { dot, variables }, reading)
      readParts(part.otherwise, scope, reading)
    }
  }
}

/** A variable may hold what each assignment gives it. */
function assign({ variables }: Scope, name: string, meaning: Meaning): void {
  variables.set(name, once([...(variables.get(name) ?? nothing), ...meaning]))
}

function read(pipeline: string, scope: Scope, reading: Reading): Meaning {
  try {
    return meaningOf(parsePipeline(pipeline), scope, reading)
  } catch (error) {
    if (!(error instanceof Unread)) throw error
    takePaths(pipeline, scope)
    return nothing
  }
}

function meaningOf(expression: Expression, scope: Scope, reading: Reading): Meaning {
  if (expression.is === 'literal') return nothing
  if (expression.is === 'path') {
    const { from, keys } = expression
    const start = typeof from === 'string' ? named(from, scope) : meaningOf(from, scope, reading)
    return keys.reduce(atKey, start)
  }
  const { args } = expression
  if (expression.is === 'method') {
    for (const arg of args) take(meaningOf(arg, scope, reading))
    return nothing
  }
  const { name } = expression
  const meanings = args.map((one) => meaningOf(one, scope, reading))
  if (name === 'include') return include(args[0], meanings[1] ?? nothing, reading)
  return apply(name, args, meanings)
}

const named = (name: string, { dot, variables }: Scope): Meaning =>
  name === '.' ? dot : (variables.get(name) ?? nothing)

/** A named template, with what it is given; it prints, and so means nothing itself. */
function include(name: Expression | undefined, dot: Meaning, reading: Reading): Meaning {
  if (name?.is === 'literal') return includeNamed(String(name.value), dot, reading)
  if (name && isFile(name)) return nothing // which is read by itself
  for (const any of reading.named.keys()) includeNamed(any, dot, reading)
  return nothing
}

/** Whether it is the path of a template: `print $.Template.BasePath "/secret.yaml"`. */
function isFile(name: Expression): boolean {
  if (name.is === 'call') return name.args.some(isFile)
  return name.is === 'path' && name.keys.includes('BasePath')
}

function includeNamed(name: string, dot: Meaning, reading: Reading): Meaning {
  const template = reading.named.get(name)
  const key = `${name} ${nameOfAll(dot)}`
  if (template === undefined) return nothing // Helm stops there
  if (reading.depth > deepest) take(dot)
  else if (!reading.done.has(key)) {
    reading.done.add(key)
    const scope = { dot, variables: new Map([['$', dot]]) }
    if (typeof template === 'string') takePaths(template, scope)
    else readParts(template, scope, { ...reading, depth: reading.depth + 1 })
  }
  return nothing
}

const deepest = 40

const take = (meaning: Meaning): void =>
  mark(meaning, (reads) => {
    reads.isWhole = true
  })

/** Every path in a text that cannot be read. */
function takePaths(text: string, scope: Scope): void {
  for (const [, from = '', path = ''] of text.matchAll(/(\$\w*|(?<![\w)"]))((?:\.\w+)+)/g)) {
    const start = from === '' ? scope.dot : (scope.variables.get(from) ?? nothing)
    take(path.slice(1).split('.').reduce(atKey, start))
  }
}
