import { plan } from '/work/main/test/default-project.ts'
import { assemble } from '/work/main/src/chart/assemble.ts'
import { ChartError } from '/work/main/src/errors/chart-error.ts'
import { writeFiles } from '/work/main/test/write-files.ts'
try { const t0=performance.now(); const t = assemble(plan); console.log(t.size, 'files', performance.now()-t0); writeFiles(process.argv[2] ?? '/tmp/shop', t) } catch (e) { if (e instanceof ChartError) console.log(e.problems); else throw e }
