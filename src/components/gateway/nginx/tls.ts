import { and, eq, not, or } from '../../../template/expression.ts'
import type { Block } from '../../../template/node.ts'
import { scope } from '../../../template/scope.ts'
import { block, when } from '../../../template/structure.ts'
import type { Expr } from '../../../template/templated.ts'
import type { GatewayValues } from '../../../values/types/gateway.ts'

const { value } = scope<GatewayValues>()

/** nginx itself ends TLS: no Ingress and no Gateway in front does. */
export const endsTls: Expr<unknown> = and(
  value('tls.enabled'),
  not(or(eq(value('exposure.type'), 'Ingress'), eq(value('exposure.type'), 'HTTPRoute'))),
)

/** The certificate and the protocols. */
export const tls: Block = block`
  ${when(
    endsTls,
    block`
      # The folder stands in a variable, so that nginx reads a renewed certificate without a reload.
      map $ssl_server_name $certificates {
          default /etc/tls;
      }
      ssl_certificate $certificates/tls.crt;
      ssl_certificate_key $certificates/tls.key;
      ssl_protocols TLSv1.2 TLSv1.3;
      ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305;
      ssl_prefer_server_ciphers off;
      ssl_session_cache shared:tls:4m;
      ssl_session_tickets off;
    `,
  )}
`
