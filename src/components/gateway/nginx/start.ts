import type { Block } from '../../../template/node.ts'
import { block } from '../../../template/structure.ts'

/** start.sh: nginx, with the name servers of the pod. It does not read resolv.conf itself. */
export const startScript: Block = block`
  set -eu
  servers=$(awk '$1 == "nameserver" { print ($2 ~ /:/ ? "[" $2 "]" : $2) }' /etc/resolv.conf)
  echo "resolver" $servers "valid=10s;" > resolver.conf
  exec nginx -p "$PWD" -c /etc/nginx/nginx.conf -g 'daemon off;'
`
