import { at, text } from '../fields.ts'
import type { UpgradeReport } from '../report.ts'
import type { Finding } from '../upgrade/finding.ts'
import type { Outcome } from '../upgrade/outcome.ts'
import type { Owner } from '../upgrade/owner.ts'
import { columns } from './columns.ts'
import { ageText, ownersText } from './owners-text.ts'
import type { Paint } from './paint.ts'
import { count } from './units.ts'

/** How a table is shown. */
export interface UpgradeTableOptions {
  readonly paint: Paint
  readonly now: Date
}

/** What an upgrade does to what others changed, object by object; nothing where nobody did. */
export function upgradeText(
  report: UpgradeReport,
  options: UpgradeTableOptions,
): readonly string[] {
  const { findings, unread } = report
  if (findings.length + unread.length === 0) return []
  const lines = [
    options.paint('bold', titleText(report)),
    '',
    ...(findings.length > 0 ? tableLines(findings, options) : []),
    ...(unread.length > 0
      ? ['', `Not looked at, as you may not read it: ${unread.join(', ')}`]
      : []),
    ...endLines(report),
  ]
  return [`${lines.join('\n')}\n`]
}

function titleText({ release, namespace, profiles, installed }: UpgradeReport): string {
  const where = `release ${release} in namespace ${namespace}`
  const profile = profiles.join(' or ')
  if (installed === undefined) return `To install ${where} with profile ${profile}`
  const { revision, applyMethod } = installed
  return `To upgrade ${where}, revision ${revision}, applied ${applyMethod}, with profile ${profile}`
}

const titles = ['FIELD', 'THERE', 'WANTED', 'OWNER', 'AGE', 'HELM 3', 'HELM 4']
/** Characters of a column at most: together they fit into a terminal of 100 columns. */
const widths = [27, 11, 11, 16, 4, 8, 8]

/** A row for each finding below the name of its object, with the values that keep it below it. */
function tableLines(
  findings: readonly Finding[],
  { paint, now }: UpgradeTableOptions,
): readonly string[] {
  const rows = findings.map((finding) => cells(finding, now))
  const [head = '', ...lines] = columns(
    [titles, ...rows].map(([first = '', ...rest]) => [`  ${first}`, ...rest]),
  )
  const body = findings.flatMap((finding, index) => [
    ...(finding.object === findings[index - 1]?.object ? [] : [finding.object]),
    painted(finding, lines[index] ?? '', paint),
    ...keepLines(finding).map((line) => paint('dim', line)),
  ])
  return [paint('dim', head), ...body]
}

function cells(finding: Finding, now: Date): readonly string[] {
  const { field, there, wanted, isSecret, owners, helm3, helm4 } = finding
  return [
    field === '' ? 'the object' : shortField(field),
    isSecret ? 'secret' : shown(there),
    isSecret ? 'secret' : shown(wanted),
    ownersCell(owners),
    ageText(owners, now) || '–',
    helm3,
    helm4,
  ].map((cell, column) => cut(cell, widths[column] ?? 0))
}

function ownersCell(owners: readonly Owner[]): string {
  if (owners.length === 0) return '–'
  const others = owners.length > 1 ? ` +${owners.length - 1}` : ''
  return `${ownersText(owners.slice(0, 1))}${others}`
}

/** What people call a field: `[orders].limits.memory`, `pod annotation restartedAt`. */
function shortField(field: string): string {
  return field
    .replace(/^spec\.template\.spec\./, '')
    .replace(/^spec\.template\.metadata\./, 'pod ')
    .replace(/^(spec|metadata)\./, '')
    .replace(/^(?:containers|initContainers)(\[.*?\]\.)(?:resources\.)?/, '$1')
    .replace(/\b(annotation|label)s(?:\.|\["(?:[^/]*\/)?)([^"]+)(?:"\])?$/, '$1 $2')
}

/** A variable is known by its value; what has more in it is too much for a cell. */
function shown(value: unknown): string {
  if (value === undefined) return '–'
  if (typeof value !== 'object' || value === null) return String(value)
  return text(at(value, 'value')) ?? (Array.isArray(value) ? '[…]' : '{…}')
}

/** The end of a long text tells most: the tag of an image, the last key of a path. */
function cut(text: string, most: number): string {
  return text.length > most ? `…${text.slice(text.length - most + 1)}` : text
}

function painted({ severity }: Finding, line: string, paint: Paint): string {
  if (severity === undefined) return paint('dim', line)
  return paint(severity === 'error' ? 'red' : 'yellow', line)
}

function keepLines({ keep }: Finding): readonly string[] {
  if (keep === undefined) return []
  const refused = keep.refused === undefined ? [] : [`      but the chart refuses: ${keep.refused}`]
  return [`    keep it: ${keep.options}`, ...refused]
}

function endLines({ findings }: UpgradeReport): readonly string[] {
  const having = (outcome: Outcome): number =>
    findings.filter(({ helm3, helm4 }) => helm3 === outcome || helm4 === outcome).length
  const [conflicts, restored] = [having('conflict'), having('restores')]
  if (having('refuses') > 0) return ['', ...refusesLines]
  if (conflicts > 0) {
    return [
      '',
      `Helm 4 stops half-way at ${count(conflicts, 'field')}: other objects are upgraded, the revision fails.`,
      'Keep what is there with the values above, or overrule it with: helm upgrade --force-conflicts',
    ]
  }
  if (restored === 0) return []
  return [
    '',
    `An upgrade puts ${count(restored, 'field')} back without a word; values above keep them.`,
  ]
}

const refusesLines = [
  'Helm stops before it changes anything. Where the objects are to be of this release: --take-ownership',
]
