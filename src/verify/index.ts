export { isVerified, type VerifyReport } from './report.ts'
export { openServer, type Server, type ServerOptions } from './server/open-server.ts'
export { verifyChart, type VerifyOptions } from './verify-chart.ts'
