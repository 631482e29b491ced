#!/usr/bin/env bash
# Expected: librdkafka logs in with the sasl.password that it is given.
# Seen: librdkafka 2.16.0 drops blanks at the beginning of each setting that is a text, and keeps those at its
# end, so that a password that begins with one is refused where Kafka's own client logs in.
# Source: run on PyPI's confluent-kafka, by the functions of the library in it; "Left-trim" in rdkafka_conf.c.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install confluent-kafka==2.16.1
cat > run.py <<'END'
import ctypes
import glob

import confluent_kafka

[path] = glob.glob("venv/lib/python*/site-packages/confluent_kafka.libs/librdkafka*")
library = ctypes.CDLL(path)
library.rd_kafka_conf_new.restype = ctypes.c_void_p
print("librdkafka", confluent_kafka.libversion()[0])
for given in ("secret", " secret", "\tsecret", "sec ret", "secret "):
    settings = ctypes.c_void_p(library.rd_kafka_conf_new())
    error = ctypes.create_string_buffer(200)
    library.rd_kafka_conf_set(settings, b"sasl.password", given.encode(), error, ctypes.c_size_t(200))
    kept, size = ctypes.create_string_buffer(200), ctypes.c_size_t(200)
    library.rd_kafka_conf_get(settings, b"sasl.password", kept, ctypes.byref(size))
    print(repr(given), "is kept as", repr(kept.value.decode()))
END
venv/bin/python run.py > seen

cat > expected <<'END'
librdkafka 2.16.0
'secret' is kept as 'secret'
' secret' is kept as 'secret'
'\tsecret' is kept as 'secret'
'sec ret' is kept as 'sec ret'
'secret ' is kept as 'secret '
END
cat seen
diff expected seen || { echo "The behaviour has changed."; exit 1; }
