import type { Block } from '../../../template/node/node.ts'
import { block } from '../../../template/node/structure.ts'
import type { GatewayNames } from '../names.ts'
import { sectionWhen } from './layout.ts'

/** The certificate and the protocols, where nginx ends TLS. */
export function tls({ endsTls }: GatewayNames): Block {
  return sectionWhen(
    endsTls,
    block`
      # The folder stands in a variable, so that nginx reads a renewed certificate without a reload.
      map $ssl_server_name $certificates {
          default /etc/tls;
      }
      ssl_certificate $certificates/tls.crt;
      ssl_certificate_key $certificates/tls.key;
      ssl_protocols TLSv1.2 TLSv1.3;
      ssl_ciphers ${ciphers.join(':')};
      ssl_session_cache shared:tls:4m;
      ssl_session_tickets off;
    `,
  )
}

/** For TLS 1.2, of which only forward secrecy with authenticated encryption is left; TLS 1.3 has its own. */
const ciphers = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
]
