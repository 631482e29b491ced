import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A node of Elasticsearch's own classes: its own main class wants what only its distribution has. By
 * reflection, since the classes are newer than the compiler may be.
 */
public class Server {
  public static void main(String[] args) throws Exception {
    Path config = Path.of(System.getenv("ES_PATH_CONF"));
    call("common.logging.LogConfigurator", "configureESLogging");
    Object builder = call("common.settings.Settings", "builder");
    builder.getClass().getMethod("put", String.class, Path.class).invoke(builder, "path.home", Path.of(args[0]));
    Object settings = builder.getClass().getMethod("build").invoke(builder);
    Object environment = call("node.InternalSettingsPreparer", "prepareEnvironment",
        settings, Map.of(), config, (Supplier<String>) () -> "node");
    call("common.logging.LogConfigurator", "configure", environment, true);
    Set<?> modules = (Set<?>) call("plugins.PluginsLoader", "loadModulesBundles", get(environment, "modulesDir"), false);
    Object plugins = call("plugins.PluginsLoader", "createPluginsLoader", modules, Set.of(), Map.of(), false);
    Object node = type("node.Node").getConstructor(type("env.Environment"), type("plugins.PluginsLoader"))
        .newInstance(environment, plugins);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        get(node, "prepareForClose");
        get(node, "close");
      } catch (Exception e) {
        e.printStackTrace();
      }
    }));
    get(node, "start");
    Thread.currentThread().join();
  }

  static Class<?> type(String name) throws Exception {
    return Class.forName("org.elasticsearch." + name);
  }

  static Object get(Object from, String method) throws Exception {
    return from.getClass().getMethod(method).invoke(from);
  }

  static Object call(String type, String name, Object... args) throws Exception {
    for (Method method : type(type).getMethods())
      if (method.getName().equals(name) && method.getParameterCount() == args.length && fits(method, args))
        return method.invoke(null, args);
    throw new NoSuchMethodException(type + "." + name + Arrays.toString(args));
  }

  static boolean fits(Method method, Object[] args) {
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < args.length; i++)
      if (!types[i].isInstance(args[i]) && !types[i].isPrimitive()) return false;
    return true;
  }
}
