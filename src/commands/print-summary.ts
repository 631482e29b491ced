import { amountText } from '../verify/demand/amount-text.ts'
import type { Amounts, Resource } from '../verify/demand/amounts.ts'
import type { Demand, Span } from '../verify/demand/demand.ts'
import type { QuotaUse } from '../verify/demand/quota.ts'
import { columns } from '../verify/format/columns.ts'

/** What a profile takes. */
export interface Summary {
  /** Absent where the project has none. */
  readonly profile?: string
  readonly demand: Demand
  readonly quota: readonly QuotaUse[]
}

const shown: readonly (readonly [title: string, resource: Resource])[] = [
  ['Pods', 'pods'],
  ['CPU', 'requests.cpu'],
  ['CPU limit', 'limits.cpu'],
  ['Memory', 'requests.memory'],
  ['Memory limit', 'limits.memory'],
  ['Storage', 'requests.storage'],
]

/** Tables for people, one a profile. */
export function summaryText(summaries: readonly Summary[]): string {
  return summaries.map((one) => `${sectionText(one).join('\n')}\n`).join('\n')
}

function sectionText({ profile, demand, quota }: Summary): readonly string[] {
  const isRight = (column: number): boolean => column > 0
  return [
    ...(profile === undefined ? [] : [profile, '']),
    ...columns(demandRows(demand), isRight),
    ...(quota.length > 0 ? ['', ...columns(quotaRows(quota), isRight)] : []),
  ]
}

/** The same in Markdown. */
export function summaryMarkdown(summaries: readonly Summary[]): string {
  return summaries
    .map(({ profile, demand, quota }) =>
      [
        ...(profile === undefined ? [] : [`## ${profile}\n`]),
        markdownTable(demandRows(demand)),
        ...(quota.length > 0 ? [markdownTable(quotaRows(quota))] : []),
      ].join('\n'),
    )
    .join('\n')
}

function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'))
  return [head, rule, ...rows].map(line).join('')
}

/** The same as data: cores, bytes and numbers. */
export function summaryJson(summaries: readonly Summary[]): string {
  const data = summaries.map(({ quota, ...rest }) => ({
    ...rest,
    quota: quota.map(({ quota: { name: of }, name, granted, least, most, meanwhile }) => ({
      quota: of,
      resource: name,
      granted,
      least,
      most,
      meanwhile,
    })),
  }))
  return `${JSON.stringify(data, undefined, 2)}\n`
}

function demandRows({ components, running, meanwhile }: Demand): readonly (readonly string[])[] {
  return [
    ['Component', ...shown.map(([title]) => title)],
    ...components
      .filter(({ running: { most } }) => most.pods > 0 || most['requests.storage'] > 0)
      .map(({ name, running: own }) => [name, ...spanCells(own)]),
    ['in all', ...spanCells(running)],
    ['more during an upgrade', ...spanCells(meanwhile)],
  ]
}

function spanCells({ least, most }: Span): readonly string[] {
  return shown.map(([, resource]) => spanText(resource, least, most))
}

function spanText(resource: Resource, least: Amounts, most: Amounts): string {
  if (most[resource] === 0) return '–'
  const [from, to] = [least, most].map((one) => amountText(resource, one[resource]))
  return from === to ? `${from}` : `${from} – ${to}`
}

function quotaRows(quota: readonly QuotaUse[]): readonly (readonly string[])[] {
  return [
    ['Quota', 'Granted', 'At the least', 'At the most', 'With an upgrade'],
    ...quota.map(({ name, hard, resource, least, most, meanwhile }) => [
      name,
      String(hard),
      ...[least, most, most + meanwhile].map((amount) => amountText(resource, amount)),
    ]),
  ]
}
