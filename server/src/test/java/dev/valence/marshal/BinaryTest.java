package dev.valence.marshal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.valence.api.MarshalException;
import dev.valence.api.TypedArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Typed arrays, buffers and arrays of primitives. */
class BinaryTest {
    private final Crossing crossing = new Crossing();

    private static String bytes(String type, String base64) {
        return "{\"$\":\"bytes\",\"type\":\"%s\",\"data\":\"%s\"}".formatted(type, base64);
    }

    static Stream<Arguments> buffers() {
        return Stream.of(
                arguments(new byte[] {0, 1, -1}, "Uint8Array", "AAH/"),
                arguments(ByteBuffer.wrap(new byte[] {0, 1, -1}), "Uint8Array", "AAH/"),
                arguments(ByteBuffer.wrap(new byte[] {9, 1, 9}, 1, 1), "Uint8Array", "AQ=="),
                arguments(ShortBuffer.wrap(new short[] {-300, 1}), "Int16Array", "1P4BAA=="),
                arguments(IntBuffer.wrap(new int[] {-2}), "Int32Array", "/v///w=="),
                arguments(LongBuffer.wrap(new long[] {-1}), "BigInt64Array", "//////////8="),
                arguments(FloatBuffer.wrap(new float[] {0.5f}), "Float32Array", "AAAAPw=="),
                arguments(DoubleBuffer.wrap(new double[] {0.5}), "Float64Array", "AAAAAAAA4D8="),
                arguments(
                        ByteBuffer.wrap(new byte[] {0, 1})
                                .order(ByteOrder.BIG_ENDIAN)
                                .asShortBuffer(),
                        "Int16Array",
                        "AQA="),
                arguments(new TypedArray("DataView", ByteBuffer.wrap(new byte[] {1, 2})), "DataView", "AQI="));
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void aBufferIsTheTypedArrayOfItsElements(Object buffer, String type, String base64) {
        assertThat(crossing.toWire(buffer)).isEqualTo(bytes(type, base64));
        assertThat(crossing.toWire(buffer)).as("the buffer is where it was").isEqualTo(bytes(type, base64));
    }

    @Test
    void anArrayOfNumbersIsAnArray() {
        assertThat(crossing.toWire(new int[] {1, 2})).isEqualTo("[1,2]");
        assertThat(crossing.toWire(new double[] {1, 0.5})).isEqualTo("[1.0,0.5]");
        assertThat(crossing.toWire(new boolean[] {true})).isEqualTo("[true]");
    }

    @ParameterizedTest
    @CsvSource({
        "Uint8Array, AAH/, byte[]",
        "Int16Array, 1P4BAA==, java.nio.ShortBuffer",
        "Int32Array, /v///w==, java.nio.IntBuffer",
        "BigInt64Array, //////////8=, java.nio.LongBuffer",
        "Float32Array, AAAAPw==, java.nio.FloatBuffer",
        "Float64Array, AAAAAAAA4D8=, java.nio.DoubleBuffer",
        "Uint32Array, /v///w==, dev.valence.api.TypedArray",
        "ArrayBuffer, AQI=, dev.valence.api.TypedArray",
        "BigUint64Array, //////////8=, dev.valence.api.TypedArray"
    })
    void aTypedArrayOfNoDeclaredTypeIsTheNearestThatJavaHas(String type, String base64, String java) throws Exception {
        Class<?> wanted = java.equals("byte[]") ? byte[].class : Class.forName(java);
        Object natural = crossing.toJava(bytes(type, base64));

        assertThat(natural).isInstanceOf(wanted);
        assertThat(crossing.toWire(natural)).as("and back").isEqualTo(bytes(type, base64));
    }

    @Test
    void aTypedArrayFillsTheArrayOfItsElements() {
        assertThat((short[]) crossing.toJava(bytes("Int16Array", "1P4BAA=="), short[].class))
                .containsExactly(-300, 1);
        assertThat((int[]) crossing.toJava(bytes("Int32Array", "/v///w=="), int[].class))
                .containsExactly(-2);
        assertThat((long[]) crossing.toJava(bytes("BigInt64Array", "//////////8="), long[].class))
                .containsExactly(-1L);
        assertThat((float[]) crossing.toJava(bytes("Float32Array", "AAAAPw=="), float[].class))
                .containsExactly(0.5f);
        assertThat((double[]) crossing.toJava(bytes("Float64Array", "AAAAAAAA4D8="), double[].class))
                .containsExactly(0.5);
    }

    @Test
    void everyTypedArrayHasBytes() {
        assertThat((byte[]) crossing.toJava(bytes("Float64Array", "AAAAAAAA4D8="), byte[].class))
                .hasSize(8);
        assertThat(((ByteBuffer) crossing.toJava(bytes("Int16Array", "1P4BAA=="), ByteBuffer.class)).getShort())
                .isEqualTo((short) -300);
        assertThat(((TypedArray) crossing.toJava(bytes("Uint8Array", "AQ=="), TypedArray.class)).type())
                .isEqualTo("Uint8Array");
    }

    @ParameterizedTest
    @CsvSource({"Int16Array, int[]", "Uint8Array, String", "Float32Array, double[]"})
    void aTypedArrayOfOtherElementsDoesNotFit(String type, String java) {
        Class<?> wanted = switch (java) {
            case "int[]" -> int[].class;
            case "double[]" -> double[].class;
            default -> String.class;
        };

        assertThatThrownBy(() -> crossing.toJava(bytes(type, "AAAAAA=="), wanted))
                .isInstanceOf(MarshalException.class)
                .hasMessage("arguments[0]: expected " + java + ", got " + type);
    }
}
