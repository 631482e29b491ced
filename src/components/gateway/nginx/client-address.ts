import type { Block } from '../../../template/node/node.ts'
import { scope } from '../../../template/node/scope.ts'
import { block } from '../../../template/node/structure.ts'
import type { GatewayValues } from '../values.ts'

const { each } = scope<GatewayValues>()

/** Who asks, by which scheme and under which id: what a trusted proxy says, else what nginx sees. */
export const clientAddress: Block = block`
  # The client is who the nearest trusted proxy says it is.
  real_ip_header X-Forwarded-For;
  real_ip_recursive on;
  ${each('trustedProxies', (range) => block`set_real_ip_from ${range};`)}
  geo $realip_remote_addr $trusted_proxy {
      ${each('trustedProxies', (range) => block`${range} 1;`)}
  }
  map "$trusted_proxy $http_x_forwarded_proto" $forwarded_proto {
      default   $scheme;
      "1 http"  http;
      "1 https" https;
  }
  map $trusted_proxy $given_request_id {
      1 $http_x_request_id;
  }
  map $given_request_id $correlation_id {
      default $given_request_id;
      ""      $request_id;
  }
  add_header X-Request-ID $correlation_id always;
`
