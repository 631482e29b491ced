export { isVerified, type VerifyReport } from './report.ts'
export { verifyChart, type VerifyOptions } from './verify-chart.ts'
