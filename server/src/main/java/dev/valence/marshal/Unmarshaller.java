package dev.valence.marshal;

import dev.valence.api.MarshalException;
import dev.valence.invoke.Arguments;
import dev.valence.invoke.Generics;
import dev.valence.protocol.WireValue;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Wire value → Java value, for one page. Safe for any thread. */
public final class Unmarshaller {
    /** Stands for what is being made. */
    private static final Object UNFINISHED = new Object();

    private final Page page;

    public Unmarshaller(Page page) {
        this.page = page;
    }

    /**
     * What a page gave to a call.
     *
     * @throws MarshalException it is no array
     */
    public Arguments arguments(WireValue values) {
        if (values instanceof WireValue.ListOf list) {
            return new WireArguments(list.values(), new Pass(values), "arguments");
        }
        throw new MarshalException("arguments: expected Array, got " + Conversion.describe(values));
    }

    /** One value as the only argument, such as the new value of a property. */
    public Arguments value(WireValue value, String name) {
        return new WireArguments(List.of(value), new Pass(value), name);
    }

    /** Passes on the page functions and streams that came with {@code value}, taken or not. */
    public static void forEachGiven(WireValue value, Consumer<WireValue> action) {
        if (value instanceof WireValue.Callback || value instanceof WireValue.Stream) {
            action.accept(value);
        } else if (value instanceof WireValue.ListOf list) {
            list.values().forEach(each -> forEachGiven(each, action));
        } else if (value instanceof WireValue.SetOf set) {
            set.values().forEach(each -> forEachGiven(each, action));
        } else if (value instanceof WireValue.ObjectOf object) {
            object.members().values().forEach(each -> forEachGiven(each, action));
        } else if (value instanceof WireValue.MapOf map) {
            map.entries().forEach(entry -> {
                forEachGiven(entry.key(), action);
                forEachGiven(entry.value(), action);
            });
        }
    }

    /** One value as {@code type}. */
    public @Nullable Object convert(WireValue value, Type type, String name) {
        return new Pass(value).convert(value, type, ValuePath.root(name));
    }

    /** One top-level value on its way: resolves what stands for a container that was begun before. */
    final class Pass {
        /** A page sends containers before what refers to them, so they nest in Java hardly deeper than on the wire. */
        private static final int DEPTH = 250;

        private final WireValue top;
        private int depth;

        /** Null until something refers to a container. */
        private @Nullable List<WireValue> containers;

        /** Null until a container is made. */
        private @Nullable IdentityHashMap<WireValue, Map<Type, Object>> made;

        /** Answers, each numbered by itself, and one object wherever it is given. Null until there is one. */
        private @Nullable IdentityHashMap<WireValue, Pass> apart;

        /** Null until a set or a map is filled. */
        private @Nullable HashSteps hashSteps;

        Pass(WireValue top) {
            this.top = top;
        }

        Page page() {
            return page;
        }

        HashSteps hashSteps() {
            if (hashSteps == null) {
                hashSteps = new HashSteps();
            }
            return hashSteps;
        }

        @Nullable
        Object convert(WireValue value, Type type, ValuePath path) {
            if (value instanceof WireValue.Kept kept) {
                return apart(kept).convert(kept.value(), type, path);
            }
            WireValue actual = value instanceof WireValue.Same same ? container(same, path) : value;
            if (depth >= DEPTH) {
                throw new MarshalException(path + ": nested more than " + DEPTH + " deep");
            }
            depth++;
            try {
                return Conversion.convert(actual, type, path, this);
            } finally {
                depth--;
            }
        }

        private Pass apart(WireValue.Kept kept) {
            IdentityHashMap<WireValue, Pass> passes = apart == null ? new IdentityHashMap<>() : apart;
            apart = passes;
            return passes.computeIfAbsent(kept, key -> new Pass(kept.value()));
        }

        /** What a {@code same} or an answer stands for; the value itself of any other. */
        WireValue actual(WireValue value) {
            if (value instanceof WireValue.Kept kept) {
                return kept.value();
            }
            return value instanceof WireValue.Same same ? container(same, ValuePath.root("arguments")) : value;
        }

        /**
         * The Java object of a container: made once for each type, so that what is one object in the page is one in Java.
         *
         * @param make makes it; {@code fill} then fills it, so that it may contain itself
         */
        <T> T make(WireValue container, Type type, Function<Type, T> make, Consumer<T> fill) {
            Map<Type, Object> byType = madeOf(container);
            @SuppressWarnings("unchecked") // whoever makes an object of this container and type makes a T
            T known = (T) byType.get(type);
            if (known != null) {
                return known;
            }
            T fresh = make.apply(type);
            byType.put(type, fresh);
            boolean filled = false;
            try {
                fill.accept(fresh);
                filled = true;
            } finally {
                if (!filled) {
                    byType.remove(type);
                }
            }
            return fresh;
        }

        private Map<Type, Object> madeOf(WireValue container) {
            if (made == null) {
                made = new IdentityHashMap<>();
            }
            return made.computeIfAbsent(container, key -> new HashMap<>(4));
        }

        /** As {@link #make}, of what is whole from the beginning and so cannot contain itself. */
        Object makeWhole(WireValue container, Type type, ValuePath path, Supplier<Object> make) {
            Map<Type, Object> byType = madeOf(container);
            Object known = byType.putIfAbsent(type, UNFINISHED);
            if (known == UNFINISHED) {
                throw new MarshalException(path + ": a "
                        + Generics.rawType(type).getSimpleName() + " is a record, which cannot contain itself");
            }
            if (known != null) {
                return known;
            }
            try {
                Object whole = make.get();
                byType.put(type, whole);
                return whole;
            } finally {
                byType.remove(type, UNFINISHED);
            }
        }

        /** Containers are numbered in the order in which they begin. */
        private static void number(WireValue value, List<WireValue> containers) {
            if (value instanceof WireValue.ListOf list) {
                containers.add(value);
                list.values().forEach(each -> number(each, containers));
            } else if (value instanceof WireValue.SetOf set) {
                containers.add(value);
                set.values().forEach(each -> number(each, containers));
            } else if (value instanceof WireValue.ObjectOf object) {
                containers.add(value);
                object.members().values().forEach(each -> number(each, containers));
            } else if (value instanceof WireValue.MapOf map) {
                containers.add(value);
                map.entries().forEach(entry -> {
                    number(entry.key(), containers);
                    number(entry.value(), containers);
                });
            } else if (value instanceof WireValue.ErrorOf error) {
                Stream.of(error.code(), error.cause())
                        .filter(Objects::nonNull)
                        .forEach(each -> number(each, containers));
                error.members().values().forEach(each -> number(each, containers));
            } else if (value instanceof WireValue.Constant constant) {
                number(constant.value(), containers);
            }
        }

        private WireValue container(WireValue.Same same, ValuePath path) {
            if (containers == null) {
                containers = new ArrayList<>();
                number(top, containers);
            }
            if (same.index() < 0 || same.index() >= containers.size()) {
                throw new MarshalException(path + ": there is no container " + same.index());
            }
            return containers.get(same.index());
        }
    }

    private record WireArguments(List<WireValue> values, Pass pass, String name) implements Arguments {
        @Override
        public int count() {
            return values.size();
        }

        @Override
        public int needed() {
            int needed = values.size();
            while (needed > 0 && values.get(needed - 1) instanceof WireValue.Nothing) {
                needed--;
            }
            return needed;
        }

        @Override
        public int fit(int index, Type type) {
            return Fit.of(pass.actual(values.get(index)), Generics.rawType(type), pass.page(), path(index));
        }

        @Override
        public @Nullable Object convert(int index, Type type) {
            return pass.convert(values.get(index), type, path(index));
        }

        private ValuePath path(int index) {
            ValuePath root = ValuePath.root(name);
            return name.equals("arguments") ? root.element(index) : root;
        }

        @Override
        public String describe(int index) {
            return Conversion.describe(pass.actual(values.get(index)));
        }
    }
}
