import type { SidecarOptions } from '../components/workload/containers/options.ts'

/** What a person may say of an exporter for nginx. */
export interface NginxExporterOptions extends Pick<
  SidecarOptions,
  'gid' | 'image' | 'resources' | 'uid'
> {
  /** Where nginx answers with `stub_status`. Default: `http://127.0.0.1:8080/stub_status`. */
  readonly status?: string
  /** Port of the metrics. Default: 9113. */
  readonly port?: number
  /** Name of that port, which no other container of the pod has. Default: `nginx-metrics`. */
  readonly portName?: string
}

/**
 * The image of nginx' makers: the program alone, which runs as any user and writes nothing.
 * Source: github.com/nginx/nginx-prometheus-exporter, build/Dockerfile.
 */
const image = 'docker.io/nginx/nginx-prometheus-exporter:1.5.1'

/**
 * A sidecar that tells Prometheus what the nginx beside it does, at `/metrics`. It is there while nginx is
 * not, and says so: `nginx_up 0`.
 */
export function nginxExporter(options: NginxExporterOptions = {}): SidecarOptions {
  const {
    status = 'http://127.0.0.1:8080/stub_status',
    port = 9113,
    portName = 'nginx-metrics',
    ...own
  } = options
  if (!/^https?:\/\/[^/]/.test(status)) {
    throw new TypeError(
      `nginxExporter asks a URL such as http://127.0.0.1:8080/stub_status, not ${status}`,
    )
  }
  return {
    image,
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
    ...own,
    args: [`--nginx.scrape-uri=${status}`, `--web.listen-address=:${port}`],
    ports: { [portName]: port },
    probes: { liveness: { http: '/', port: portName } },
  }
}
