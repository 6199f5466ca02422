package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method of {@link RemoteService} that takes numbers, texts and wire values. Given by position, as pages give them, they need
 * no tree and no matching. Named parameters, and those of any other method, go through jsonrpc4j.
 */
final class StraightMethod {
    private enum Kind {
        NUMBER,
        TEXT,
        VALUE
    }

    private static final Map<Class<?>, Kind> KINDS =
            Map.of(long.class, Kind.NUMBER, String.class, Kind.TEXT, WireValue.class, Kind.VALUE);

    private static final MethodType SPREAD = MethodType.methodType(Work.class, RemoteService.class, Object[].class);

    private static final Map<String, StraightMethod> BY_NAME = byName();

    private final List<Kind> kinds;
    private final MethodHandle handle;

    private StraightMethod(List<Kind> kinds, MethodHandle handle) {
        this.kinds = kinds;
        this.handle = handle;
    }

    /** The method of that wire name; empty where there is none, or none of this kind. */
    static Optional<StraightMethod> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, StraightMethod> byName() {
        Map<String, StraightMethod> methods = new HashMap<>();
        Map<String, Integer> overloads = new HashMap<>();
        for (Method method : RemoteService.class.getMethods()) {
            String name = method.getAnnotation(JsonRpcMethod.class).value();
            overloads.merge(name, 1, Integer::sum);
            if (KINDS.keySet().containsAll(List.of(method.getParameterTypes()))) {
                methods.put(name, of(method));
            }
        }
        methods.keySet().removeIf(name -> overloads.getOrDefault(name, 0) > 1);
        return methods;
    }

    private static StraightMethod of(Method method) {
        try {
            MethodHandle handle = MethodHandles.lookup()
                    .unreflect(method)
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(SPREAD);
            List<Kind> kinds =
                    Arrays.stream(method.getParameterTypes()).map(KINDS::get).toList();
            return new StraightMethod(kinds, handle);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("RemoteService is public", e);
        }
    }

    /** Reads an array of its parameters, at whose beginning the parser stands; null where it is none. */
    Object @Nullable [] read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return null;
        }
        Object[] arguments = new Object[kinds.size()];
        for (int i = 0; i < arguments.length; i++) {
            parser.nextToken();
            Object argument = read(kinds.get(i), parser);
            if (argument == null) {
                return null;
            }
            arguments[i] = argument;
        }
        return parser.nextToken() == JsonToken.END_ARRAY ? arguments : null;
    }

    private static @Nullable Object read(Kind kind, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (kind) {
            case NUMBER ->
                token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                        ? (Object) parser.getLongValue()
                        : null;
            case TEXT -> token == JsonToken.VALUE_STRING ? parser.getText() : null;
            case VALUE -> token == JsonToken.END_ARRAY ? null : WireReader.read(parser);
        };
    }

    Work call(RemoteService service, Object[] arguments) {
        try {
            return (Work) handle.invokeExact(service, arguments);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException("RemoteService declares no checked exception", impossible);
        }
    }
}
