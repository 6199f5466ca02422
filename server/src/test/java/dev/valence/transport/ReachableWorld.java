package dev.valence.transport;

import dev.valence.api.Copy;
import dev.valence.api.EventEmitter;
import dev.valence.api.Exposed;
import dev.valence.api.Hidden;
import dev.valence.api.Property;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An application as careless as can be: wherever a member can give something away, one gives away what it should not. */
@Exposed
@SuppressWarnings("unused") // called from pages
public class ReachableWorld extends EventEmitter implements ReachableShape<Object> {
    public final Class<?> classField = String.class;
    public Object anyField = Thread.currentThread();
    public static final Object STATIC = ReachableWorld.class.getClassLoader();

    /** Not exposed. */
    public interface Secret {
        String secret();
    }

    @Exposed
    public enum Kind {
        ONE,
        TWO;

        public Class<?> owner() {
            return getDeclaringClass();
        }
    }

    @Exposed
    public record Pair(String name, Object value, Class<?> type) {}

    @Exposed
    @Copy
    public record Copied(String name, Object value) {}

    /** An error with members. */
    @Exposed
    public static class Failure extends RuntimeException {
        public final Object thread = Thread.currentThread();

        public Failure() {
            super("it failed", new IllegalStateException("inside"));
        }

        @Property
        public Class<?> thrower() {
            return Failure.class;
        }
    }

    /** Is what a page never gets, and says that it may be seen. */
    @Exposed
    public static class Worker extends Thread implements ReachableShape<String> {}

    /** The same, by its interface alone. */
    public static class Loader extends ClassLoader implements ReachableShape<String> {}

    /** Exposed with what is inside. */
    @Exposed
    public static class Child extends ReachableWorld implements Secret {
        @Override
        public String secret() {
            return "secret";
        }

        @Override
        public Child clone() {
            return this;
        }

        @Exposed
        public static class Nested {
            public Child child() {
                return new Child();
            }
        }
    }

    private static Method method() {
        try {
            return Object.class.getMethod("toString");
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Object> forbidden() {
        return Arrays.asList(
                String.class,
                ClassLoader.getSystemClassLoader(),
                Object.class.getModule(),
                Thread.currentThread(),
                Thread.currentThread().getThreadGroup(),
                method(),
                MethodHandles.lookup(),
                Runtime.getRuntime(),
                ProcessHandle.current(),
                ReachableWorld.class.getProtectionDomain(),
                new ProcessBuilder("true"),
                new Worker(),
                new Loader());
    }

    /** Each of them by itself. */
    public Object any(int index) {
        return forbidden().get(index);
    }

    public Object[] array(int index) {
        return new Object[] {any(index)};
    }

    public List<Object> list() {
        return forbidden();
    }

    public Map<String, Object> map(int index) {
        return Map.of("a", any(index), "class", String.class, "getClass", any(index));
    }

    @Copy
    public Map<String, Object> copiedMap(int index) {
        return Map.of("a", any(index));
    }

    public Optional<Object> optional(int index) {
        return Optional.of(any(index));
    }

    public Supplier<Object> supplier(int index) {
        return () -> any(index);
    }

    public Function<Object, Object> function() {
        return Object::getClass;
    }

    public Callable<Object> callable(int index) {
        return () -> any(index);
    }

    public CompletableFuture<Object> future(int index) {
        return CompletableFuture.completedFuture(any(index));
    }

    public Stream<Object> stream() {
        return forbidden().stream();
    }

    public Iterator<Object> iterator() {
        return forbidden().iterator();
    }

    public Runnable runnable() {
        return new Thread();
    }

    public AutoCloseable closeable() {
        return new java.net.URLClassLoader(new java.net.URL[0]);
    }

    public ReachableShape<String> narrowed() {
        return new Worker();
    }

    public ReachableShape<String> loader() {
        return new Loader();
    }

    public Executor executor() {
        return Runnable::run;
    }

    public ThreadFactory threads() {
        return Thread::new;
    }

    public Method reflected() {
        return method();
    }

    public MethodHandle handle() throws IllegalAccessException {
        return MethodHandles.lookup().unreflect(method());
    }

    public ProtectionDomain domain() {
        return getClass().getProtectionDomain();
    }

    public Pair pair(int index) {
        return new Pair("a", any(index), String.class);
    }

    public Copied copied(int index) {
        return new Copied("a", any(index));
    }

    @Copy
    public Pair copiedPair(int index) {
        return new Pair("a", any(index), null);
    }

    public Object fail() {
        throw new Failure();
    }

    public Throwable failure() {
        return new Failure();
    }

    public Kind kind() {
        return Kind.ONE;
    }

    public Class<?> ownClass() {
        return Child.class;
    }

    public Child child() {
        return new Child();
    }

    @Property
    public Object current() {
        return Thread.currentThread();
    }

    @Property
    public static ClassLoader loaderOfAll() {
        return ReachableWorld.class.getClassLoader();
    }

    @Hidden
    public String hidden() {
        return "hidden";
    }

    @Override
    public Object given() {
        return getClass();
    }
}
