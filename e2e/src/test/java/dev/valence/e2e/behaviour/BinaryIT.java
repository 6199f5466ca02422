package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.api.TypedArray;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bytes and numbers of one size. */
class BinaryIT {
    @Exposed
    static final class Buffers {
        private final byte[] kept = {1, 2, 3};

        public @Nullable Object echo(Object value) {
            return value;
        }

        public String seen(Object value) {
            String name = value.getClass().getSimpleName();
            return value instanceof TypedArray array
                    ? name + " " + array.type()
                    : name.replaceFirst("^(Direct|Heap|ByteBufferAs)", "");
        }

        public byte[] kept() {
            return kept;
        }

        public int first(byte[] bytes) {
            bytes[0]++;
            return bytes[0];
        }

        public List<Object> buffers() {
            return List.of(
                    ByteBuffer.wrap(new byte[] {9, 1, 2}).position(1),
                    ShortBuffer.wrap(new short[] {-300, 300}),
                    IntBuffer.wrap(new int[] {1 << 20}),
                    LongBuffer.wrap(new long[] {1L << 60}),
                    FloatBuffer.wrap(new float[] {0.5f}),
                    DoubleBuffer.wrap(new double[] {0.1}));
        }

        public String arrays(short[] shorts, int[] ints, long[] longs, float[] floats, double[] doubles) {
            return Arrays.toString(shorts)
                    + Arrays.toString(ints)
                    + Arrays.toString(longs)
                    + Arrays.toString(floats)
                    + Arrays.toString(doubles);
        }

        public int inside(Map<String, byte[]> map) {
            return map.values().stream().mapToInt(bytes -> bytes.length).sum();
        }

        public byte[] large(int size) {
            byte[] bytes = new byte[size];
            bytes[size - 1] = 7;
            return bytes;
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./buffers", new Buffers()));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("globalThis.buffers = remote.require('./buffers')");
    }

    @Test
    void aTypedArrayKeepsItsTypeAndItsValues(Page page) {
        assertThat(page.run("""
                const arrays = [
                  new Int8Array([-1, 2]),
                  new Uint8Array([1, 255]),
                  new Uint8ClampedArray([1, 300]),
                  new Int16Array([-300, 300]),
                  new Uint16Array([65535]),
                  new Int32Array([-70000]),
                  new Uint32Array([4294967295]),
                  new Float32Array([0.5, NaN]),
                  new Float64Array([0.1, -0]),
                  new BigInt64Array([-1n]),
                  new BigUint64Array([2n ** 64n - 1n]),
                ]
                return arrays.filter(sent => {
                  const came = buffers.echo(sent)
                  return came === sent || came.constructor !== sent.constructor || came.length !== sent.length
                    || !came.every((each, i) => Object.is(each, sent[i]))
                }).map(each => each.constructor.name).join()""")).isEqualTo("");
    }

    @Test
    void aTypedArrayOfNoDeclaredTypeIsTheBufferOfItsElements(Page page) {
        assertThat(page.run("""
                return [
                  new Uint8Array(1),
                  new Int16Array(1),
                  new Int32Array(1),
                  new BigInt64Array(1),
                  new Float32Array(1),
                  new Float64Array(1),
                  new Uint32Array(1),
                  new DataView(new ArrayBuffer(1)),
                  new ArrayBuffer(1),
                ].map(each => buffers.seen(each)).join(', ')"""))
                .isEqualTo(
                        "byte[], ShortBufferL, IntBufferL, LongBufferL, FloatBufferL, DoubleBufferL, TypedArray Uint32Array, TypedArray DataView, TypedArray ArrayBuffer");
    }

    @Test
    void buffersOfJavaAreTheMatchingTypedArrays(Page page) {
        assertThat(page.run("return buffers.buffers().map(each => `${each.constructor.name} ${each}`).join(', ')"))
                .isEqualTo("Uint8Array 1,2, Int16Array -300,300, Int32Array 1048576, BigInt64Array 1152921504606846976,"
                        + " Float32Array 0.5, Float64Array 0.1");
    }

    @Test
    void aTypedArrayFillsTheJavaArrayOfItsElements(Page page) {
        assertThat(page.run("""
                return buffers.arrays(new Int16Array([1]), new Int32Array([2]), new BigInt64Array([3n]), new Float32Array([4]),
                  new Float64Array([5]))""")).isEqualTo("[1][2][3][4.0][5.0]");
        assertThat(page.run("return buffers.arrays([1], [2], [3], [4], [5])")).isEqualTo("[1][2][3][4.0][5.0]");
    }

    @Test
    void dataViewsAndArrayBuffersKeepTheirBytes(Page page) {
        assertThat(page.run("""
                const buffer = new Float64Array([Math.PI]).buffer
                const came = buffers.echo(buffer), view = buffers.echo(new DataView(buffer))
                return came instanceof ArrayBuffer && new Float64Array(came)[0] === Math.PI
                  && view instanceof DataView && view.getFloat64(0, true) === Math.PI""")).isEqualTo(true);
    }

    @Test
    void aViewOfAPartSendsThatPart(Page page) {
        assertThat(page.run("return `${buffers.echo(new Uint8Array([1, 2, 3, 4]).subarray(1, 3))}`"))
                .isEqualTo("2,3");
    }

    @Test
    void bytesAreCopiedBothWays(Page page) {
        assertThat(page.run("""
                buffers.kept()[0] = 99
                const mine = new Uint8Array([5])
                return [buffers.kept()[0], buffers.first(mine), mine[0]].join()""")).isEqualTo("1,6,5");
    }

    @Test
    void bytesCrossInsideOtherValues(Page page) {
        assertThat(page.run("""
                const {list: [bytes]} = buffers.echo({list: [new Uint8Array([1, 2])]})
                return `${bytes.constructor.name} ${bytes} ${buffers.inside({a: new Uint8Array(3), b: new Uint8Array(4)})}`""")).isEqualTo("Uint8Array 1,2 7");
    }

    @Test
    void aMegabyteArrivesWhole(Page page) {
        assertThat(page.run("const large = buffers.large(1 << 20); return `${large.length} ${large.at(-1)}`"))
                .isEqualTo("1048576 7");
    }

    @Test
    void anArrayOfTheWrongElementsIsRefused(Page page) {
        assertThat(said(page.fails("buffers.first(['x'])")))
                .isEqualTo("MarshalError: arguments[0][0]: expected byte, got string 'x'");
    }
}
