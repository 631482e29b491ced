import { closure } from '../src/chart/closure.ts'
import { references } from '../src/template/references.ts'
import { plan } from './default-project.ts'
for (const c of plan.charts) console.log(c.name, closure(c.schema as any, references(c.templates)))
const own = closure(plan.types as any, references(plan.umbrella.templates))
console.log('umbrella missing', own.missing, 'unread', own.unread.filter((u) => !plan.charts.some((c) => u.startsWith(c.name + '.'))), references(plan.umbrella.templates))
