import type { Problem } from '../../errors/chart-error.ts'
import type { UpgradeReport } from '../report.ts'
import type { Finding } from '../upgrade/finding.ts'
import type { Outcome } from '../upgrade/outcome.ts'
import type { Owner } from '../upgrade/owner.ts'
import { ownersText } from './owners-text.ts'

/** The findings of an upgrade as problems, where they are any, for reports that know nothing else. */
export function upgradeProblems({ findings }: UpgradeReport): readonly Problem[] {
  return findings.flatMap((finding) => {
    const { object, field, severity, keep } = finding
    if (severity === undefined) return []
    return [
      {
        code: codeOf(finding),
        path: `${object} ${field}`.trim(),
        message: sentence(finding),
        ...(keep && { hint: `to keep it: ${keep.options}` }),
        severity,
      },
    ]
  })
}

function codeOf({ helm3, helm4 }: Finding): string {
  const codes: Partial<Record<Outcome, string>> = {
    conflict: 'field-conflict',
    refuses: 'upgrade-refused',
    creates: 'object-deleted',
  }
  return codes[helm4] ?? codes[helm3] ?? 'field-reset'
}

function sentence({ field, owners, there, wanted, isSecret, helm3, helm4 }: Finding): string {
  if (field === '') return `${wholeObject(owners, there)}: Helm ${sentences[helm4]}`
  const by = owners.length === 0 ? '' : ` by ${ownersText(owners)}`
  const values = isSecret ? 'another secret' : `${shown(there)} in place of ${shown(wanted)}`
  const does =
    helm3 === helm4
      ? `Helm ${sentences[helm3]}`
      : `Helm 3 ${sentences[helm3]}, Helm 4 ${sentences[helm4]}`
  return `${values}${by}: ${does}`
}

function wholeObject(owners: readonly Owner[], there: unknown): string {
  return there === undefined ? 'it was deleted' : `it belongs to ${ownersText(owners)}`
}

const sentences: Readonly<Record<Outcome, string>> = {
  conflict: 'stops half-way with a conflict',
  refuses: 'stops before anything changes',
  restores: 'puts it back',
  removes: 'removes it',
  creates: 'creates it again',
  keeps: 'keeps it',
  same: 'changes nothing',
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
