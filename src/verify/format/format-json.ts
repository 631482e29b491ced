import { isVerified, type VerifyReport } from '../report.ts'

/** A report for programs: the report itself, and whether it is good. */
export function formatJson(report: VerifyReport): string {
  return `${JSON.stringify({ verified: isVerified(report), ...report }, null, 2)}\n`
}
