/**
 * Writes the dashboards of the kind grafana, src/components/grafana/dashboards/*.json, by Grafana's own SDK,
 * which nothing else needs. With --check it writes nothing, and fails where a file is not what it would write.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { boards } from './dashboards/boards.ts'
import { dashboard } from './dashboards/dashboard.ts'

const folder = new URL('../src/components/grafana/dashboards/', import.meta.url)

for (const [name, board] of Object.entries(boards)) {
  const file = new URL(`${name}.json`, folder)
  const text = `${JSON.stringify(dashboard(name, board), undefined, 2)}\n`
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else {
    console.error(`dashboards/${name}.json is not what scripts/dashboards/ says`)
    process.exitCode = 1
  }
}
