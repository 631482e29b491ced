import { describe, expect, test } from 'vitest'
import { inProject, type ProjectFiles } from './project.ts'

const files: ProjectFiles = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'web/values.yaml': 'port: 80\n',
  'web/templates/service.yaml': `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: {{ .Values.port }} }] }
`,
  'web/ci/high-values.yaml': 'port: 8080\n',
  'web/ci/text-values.yaml': 'port: http\n',
}
const verify = (...more: readonly string[]): ReturnType<typeof inProject> =>
  inProject(files, ['verify', 'web', '--kubernetes', '1.36', ...more])

describe('verify of a chart without a project', () => {
  test('renders its defaults and each values file on its own, as a shell names them', async () => {
    const { exitCode, output } = await verify(
      '-f',
      'web/ci/high-values.yaml',
      'web/ci/text-values.yaml',
    )
    expect(exitCode, output).toBe(1)
    expect(output).toMatch(/^high-values .* 1 +– /m)
    expect(output).toMatch(/web\/templates\/service.yaml .*port\n.*\n {2}in {7}text-values$/m)
  })

  test('upholds our own rules on wish', async () => {
    expect(await verify()).toMatchObject({ exitCode: 0 })
    const { exitCode, output } = await verify('--rules')
    expect(exitCode, output).toBe(1)
    expect(output).toContain('web/templates/service.yaml')
  })

  test('reads what is unpacked', async () => {
    const { exitCode, output } = await inProject(files, ['verify', 'web-1.0.0.tgz'])
    expect(exitCode).toBe(1)
    expect(output).toContain('unpack')
  })
})
