package dev.valence.marshal;

import dev.valence.api.LimitException;
import dev.valence.api.Limits;
import dev.valence.api.MarshalException;
import dev.valence.api.PageObject;
import dev.valence.api.RegExp;
import dev.valence.api.RemoteFunction;
import dev.valence.api.StaleReferenceException;
import dev.valence.invoke.Arguments;
import dev.valence.invoke.Generics;
import dev.valence.protocol.Message;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.WireValue;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Any value of the wire as any declared type. The first byte chooses the type, the rest is the JSON of the value. {@code FuzzingTest} runs
 * it.
 *
 * <p>What must hold: it converts, or is refused by an exception that is documented; what it converts to is of that type.
 */
public final class ValueFuzz {
    /** A record that contains what can contain it. */
    public record Node(String name, Optional<Node> next, List<Node> others) {}

    /** A bean. */
    public static final class Bean {
        private final List<Object> given = new ArrayList<>();

        public void setNumber(int number) {
            given.add(number);
        }

        public void setBean(Bean bean) {
            given.add(bean);
        }

        public void setSet(Set<List<Object>> set) {
            given.add(set);
        }
    }

    /** The types that have arguments. */
    @SuppressWarnings("unused") // read by reflection
    private static final class Declared {
        List<Integer> integers;
        List<? super Node> nodes;
        Set<Set<Object>> sets;
        Map<String, List<Long>> lists;
        Map<Map<Object, Object>, Object> maps;
        Map<Node, DayOfWeek> days;
        Optional<Optional<byte[]>> optional;
        List<String>[] arrays;
        Function<List<Integer>, Node> function;
        Supplier<Map<String, Object>> supplier;
        Consumer<Object> consumer;
        CompletionStage<Node> stage;
    }

    private static final List<Type> TYPES = types();

    private static final MessageCodec CODEC = new MessageCodec(Limits.defaults());
    private static final String BEFORE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":";

    private ValueFuzz() {}

    private static List<Type> types() {
        List<Type> types = new ArrayList<>(List.<Type>of(
                Object.class, String.class, CharSequence.class, Serializable.class, Comparable.class, Number.class));
        types.addAll(List.of(boolean.class, byte.class, short.class, int.class, long.class, float.class, double.class));
        types.addAll(List.of(char.class, Integer.class, Long.class, BigInteger.class, BigDecimal.class));
        types.addAll(List.of(Date.class, Instant.class, Pattern.class, RegExp.class, DayOfWeek.class, Throwable.class));
        types.addAll(List.of(byte[].class, int[].class, long[][].class, Object[].class, String[].class));
        types.addAll(List.of(ByteBuffer.class, List.class, Set.class, Map.class, Iterable.class, PageObject.class));
        types.addAll(List.of(InputStream.class, CompletableFuture.class, Runnable.class, RemoteFunction.class));
        types.addAll(List.of(Node.class, Bean.class, Node[].class, Void.class, Class.class, Thread.class));
        Arrays.stream(Declared.class.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .forEach(field -> types.add(field.getGenericType()));
        return List.copyOf(types);
    }

    /** The fuzzer's way in. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        Type type = TYPES.get((input[0] & 0xff) % TYPES.size());
        String json = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
        byte[] message = (BEFORE + json + "}").getBytes(StandardCharsets.UTF_8);
        if (CODEC.decode(message).envelopes().get(0).message() instanceof Message.Response response) {
            convert(response.result(), type);
        }
    }

    private static void convert(WireValue value, Type type) {
        Unmarshaller unmarshaller = new Unmarshaller(new ScriptedHoldings());
        Unmarshaller.forEachGiven(value, given -> {});
        Arguments arguments = unmarshaller.value(value, "value");
        try {
            arguments.describe(0);
            arguments.fit(0, type);
            Object converted = arguments.convert(0, type);
            Class<?> raw = Numbers.boxed(Generics.rawType(type));
            if (converted != null && !raw.isInstance(converted)) {
                throw new AssertionError(converted + " is no " + type);
            }
        } catch (MarshalException | StaleReferenceException | LimitException documented) {
            // The page is told.
        }
    }
}
