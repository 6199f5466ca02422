package dev.valence.invoke;

import dev.valence.api.MarshalException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Arguments that are Java values already. A null stands for {@code undefined}. */
final class Given implements Arguments {
    /** How well a value of the first type goes with a parameter of the second; 0 where it says nothing. */
    private static final Map<Class<?>, Map<Class<?>, Integer>> FITS = Map.of(
            Integer.class,
                    Map.of(
                            int.class,
                            10,
                            Integer.class,
                            10,
                            long.class,
                            9,
                            double.class,
                            8,
                            Number.class,
                            3,
                            Object.class,
                            1),
            String.class, Map.of(String.class, 10, CharSequence.class, 9, Object.class, 1),
            List.class, Map.of(List.class, 10, Object.class, 1));

    private final List<Object> values;

    private Given(List<Object> values) {
        this.values = values;
    }

    static Given of(Object... values) {
        return new Given(Arrays.asList(values));
    }

    @Override
    public int count() {
        return values.size();
    }

    @Override
    public int needed() {
        int needed = values.size();
        while (needed > 0 && values.get(needed - 1) == null) {
            needed--;
        }
        return needed;
    }

    @Override
    public int fit(int index, Type type) {
        Object value = values.get(index);
        Class<?> raw = Generics.rawType(type);
        if (value == null) {
            return raw.isPrimitive() ? 0 : 5;
        }
        return FITS.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(value))
                .mapToInt(entry -> entry.getValue().getOrDefault(raw, 0))
                .sum();
    }

    @Override
    public Object convert(int index, Type type) {
        Object value = values.get(index);
        if (value instanceof List<?> list && type instanceof ParameterizedType parameterized) {
            for (Object element : list) {
                if (!((Class<?>) parameterized.getActualTypeArguments()[0]).isInstance(element)) {
                    throw new MarshalException("arguments[%d]: expected %s".formatted(index, parameterized));
                }
            }
        }
        if (value instanceof String && type == int.class) {
            throw new MarshalException("arguments[%d]: expected int".formatted(index));
        }
        if (value instanceof Integer number) {
            return type == long.class
                    ? (Object) number.longValue()
                    : type == double.class ? (Object) number.doubleValue() : number;
        }
        return value;
    }

    @Override
    public String describe(int index) {
        return String.valueOf(values.get(index));
    }
}
