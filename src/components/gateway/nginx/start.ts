import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { block } from '../../../template/node/structure.ts'
import type { GatewayValues } from '../values.ts'

const { value } = scope<GatewayValues>()

/** start.sh: nginx, with the name servers of the pod. It does not read resolv.conf itself. */
export const startScript: Block = block`
  set -eu
  servers=$(awk '$1 == "nameserver" { print ($2 ~ /:/ ? "[" $2 "]" : $2) }' /etc/resolv.conf)
  echo "resolver" $servers "valid=${value('resolver.validSeconds')}s;" > resolver.conf
  exec nginx -p "$PWD" -c /etc/nginx/nginx.conf -g 'daemon off;'
`
