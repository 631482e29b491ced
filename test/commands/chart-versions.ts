import type { ProjectFiles } from './project.ts'

/** Two versions of a chart of another hand, with most of what can break. */
export const chartVersions: ProjectFiles = {
  ...versionOfChart('old', '1.0.0', 'replica: 1', 'interval: 10\\ntimeout: 5', '1Gi'),
  ...versionOfChart('new', '2.0.0', 'replicas: 1', 'interval: 20\\ntimeout: 5', '2Gi'),
}

function versionOfChart(
  folder: string,
  version: string,
  value: string,
  config: string,
  size: string,
): ProjectFiles {
  const [key = ''] = value.split(':')
  const head = (kind: string): string =>
    `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: shop\n  labels: { helm.sh/chart: shop-${version} }\n`
  const claim = `{ metadata: { name: data }, spec: { resources: { requests: { storage: ${size} } } } }`
  return {
    [`${folder}/Chart.yaml`]: `apiVersion: v2\nname: shop\nversion: ${version}\n`,
    [`${folder}/values.yaml`]: `${value}\npassword: of-version-${version}\n`,
    [`${folder}/values.schema.json`]: JSON.stringify({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      additionalProperties: false,
      properties: { [key]: { type: 'integer' }, password: { type: 'string', writeOnly: true } },
    }),
    [`${folder}/templates/all.yaml`]: [
      `${head('ConfigMap')}data:\n  shop.conf: "${config}"\n`,
      `${head('Secret')}stringData:\n  password: {{ .Values.password }}\n`,
      `${head('StatefulSet').replace('v1', 'apps/v1')}spec:\n  volumeClaimTemplates: [${claim}]\n`,
    ].join('---\n'),
  }
}
