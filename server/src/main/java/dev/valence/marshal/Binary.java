package dev.valence.marshal;

import dev.valence.api.TypedArray;
import dev.valence.protocol.WireValue;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Bytes and numbers of one size, both ways. The wire is little-endian, as every machine that Chromium runs on. */
final class Binary {
    private Binary() {}

    /** The wire value; null where {@code value} is not binary. A buffer gives what is between position and limit and keeps both. */
    static @Nullable WireValue marshal(Object value) {
        if (value instanceof byte[] bytes) {
            return new WireValue.Bytes("Uint8Array", bytes);
        }
        if (value instanceof TypedArray array) {
            return new WireValue.Bytes(array.type(), remaining(array.bytes()));
        }
        return value instanceof Buffer buffer ? buffer(buffer) : null;
    }

    private static @Nullable WireValue buffer(Buffer buffer) {
        int count = buffer.remaining();
        if (buffer instanceof ByteBuffer bytes) {
            return new WireValue.Bytes("Uint8Array", remaining(bytes));
        }
        if (buffer instanceof ShortBuffer shorts) {
            return typed(
                    "Int16Array", count * Short.BYTES, to -> to.asShortBuffer().put(shorts.duplicate()));
        }
        if (buffer instanceof IntBuffer ints) {
            return typed(
                    "Int32Array", count * Integer.BYTES, to -> to.asIntBuffer().put(ints.duplicate()));
        }
        if (buffer instanceof LongBuffer longs) {
            return typed(
                    "BigInt64Array", count * Long.BYTES, to -> to.asLongBuffer().put(longs.duplicate()));
        }
        if (buffer instanceof FloatBuffer floats) {
            return typed(
                    "Float32Array",
                    count * Float.BYTES,
                    to -> to.asFloatBuffer().put(floats.duplicate()));
        }
        if (buffer instanceof DoubleBuffer doubles) {
            return typed(
                    "Float64Array",
                    count * Double.BYTES,
                    to -> to.asDoubleBuffer().put(doubles.duplicate()));
        }
        return null;
    }

    private static WireValue typed(String type, int size, Consumer<ByteBuffer> fill) {
        byte[] data = new byte[size];
        fill.accept(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
        return new WireValue.Bytes(type, data);
    }

    /** The natural Java value of a typed array: a buffer of its element type where Java has one. */
    static Object natural(WireValue.Bytes bytes) {
        ByteBuffer data = little(bytes);
        return switch (bytes.type()) {
            case "Uint8Array" -> bytes.data();
            case "Int16Array" -> data.asShortBuffer();
            case "Int32Array" -> data.asIntBuffer();
            case "BigInt64Array" -> data.asLongBuffer();
            case "Float32Array" -> data.asFloatBuffer();
            case "Float64Array" -> data.asDoubleBuffer();
            default -> new TypedArray(bytes.type(), data);
        };
    }

    /** How well the typed array goes with {@code type}; see {@link Fit}. What keeps its elements comes before what has bytes. */
    static int fit(WireValue.Bytes bytes, Class<?> type) {
        if (as(bytes, type) == null) {
            return 0;
        }
        boolean isBytes = bytes.type().equals("Uint8Array");
        if (type == byte[].class) {
            return isBytes ? 10 : 7;
        }
        if (type == ByteBuffer.class) {
            return isBytes ? 9 : 6;
        }
        return type == TypedArray.class && !(natural(bytes) instanceof TypedArray) ? 8 : 10;
    }

    /** The typed array as {@code type}; null where it is none of its element type. */
    static @Nullable Object as(WireValue.Bytes bytes, Class<?> type) {
        if (type == byte[].class) {
            return bytes.data();
        }
        if (type == ByteBuffer.class) {
            return little(bytes);
        }
        if (type == TypedArray.class) {
            return new TypedArray(bytes.type(), little(bytes));
        }
        Object natural = natural(bytes);
        if (natural instanceof ShortBuffer shorts && type == short[].class) {
            short[] array = new short[shorts.remaining()];
            shorts.get(array);
            return array;
        }
        if (natural instanceof IntBuffer ints && type == int[].class) {
            int[] array = new int[ints.remaining()];
            ints.get(array);
            return array;
        }
        if (natural instanceof LongBuffer longs && type == long[].class) {
            long[] array = new long[longs.remaining()];
            longs.get(array);
            return array;
        }
        if (natural instanceof FloatBuffer floats && type == float[].class) {
            float[] array = new float[floats.remaining()];
            floats.get(array);
            return array;
        }
        if (natural instanceof DoubleBuffer doubles && type == double[].class) {
            double[] array = new double[doubles.remaining()];
            doubles.get(array);
            return array;
        }
        return type.isInstance(natural) ? natural : null;
    }

    private static ByteBuffer little(WireValue.Bytes bytes) {
        return ByteBuffer.wrap(bytes.data()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] remaining(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
