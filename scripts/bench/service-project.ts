import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes a project of so many services with one PostgreSQL. Gives its directory. */
export function serviceProject(parent: string, services: number): string {
  const directory = join(parent, `services-${services}`)
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'Chart.yaml'), identity(services))
  writeFileSync(join(directory, 'platform.ts'), platform(services))
  return directory
}

const identity = (services: number): string => `apiVersion: v2
name: services-${services}
description: ${services} services with one PostgreSQL
version: 0.1.0
appVersion: "1.0.0"
kubeVersion: ">=1.29.0-0"
`

const platform = (services: number): string => `
import { database, definePlatform, postgresql, service } from 'chartwright'

const names = Array.from({ length: ${services} }, (_, index) => \`service-\${index + 1}\`)
const member = (name: string) =>
  service({ image: \`bench/\${name}\`, port: 8080, uses: [database('postgresql')] })

export default definePlatform({
  components: {
    ...Object.fromEntries(names.map((name) => [name, member(name)])),
    postgresql: postgresql(),
  },
})
`
