/**
 * The official image on Alpine. Its user is grafana (472:0), and it writes below /var/lib/grafana, /tmp and
 * the directory of its log. Source: github.com/grafana/grafana, Dockerfile and packaging/docker/run.sh.
 */
export const grafanaImage = {
  registry: 'docker.io',
  repository: 'grafana/grafana',
  tag: '12.4.10',
} as const
