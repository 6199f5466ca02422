package dev.valence.e2e.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.api.RemoteFunction;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary values and texts of all sizes, as they go over the bridge: attached, in parts, through every door. */
class LargeBytesIT {
    /** Fills a typed array with something that has no period, and compares two of them. */
    private static final String PAGE = """
            globalThis.store = remote.require('./store')
            globalThis.noise = length => {
              const bytes = new Uint8Array(length)
              for (let i = 0, x = 1; i < length; i++) { x = (x * 1103515245 + 12345) & 0x7fffffff; bytes[i] = x >> 16 }
              return bytes
            }
            globalThis.isSame = (a, b) => {
              const bytes = each => ArrayBuffer.isView(each) ? new Uint8Array(each.buffer, each.byteOffset, each.byteLength) : new Uint8Array(each)
              const one = bytes(a), two = bytes(b)
              return a.constructor === b.constructor && one.length === two.length && one.every((each, i) => each === two[i])
            }
            """;

    @Exposed
    static final class Store {
        private byte[] kept = {};

        public @Nullable Object echo(@Nullable Object value) {
            return value;
        }

        public double crc(byte[] bytes) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            return crc.getValue();
        }

        public byte[] keep(byte[] bytes) {
            kept = bytes;
            return kept;
        }

        public boolean isKept(byte[] bytes) {
            return ByteBuffer.wrap(kept).equals(ByteBuffer.wrap(bytes));
        }

        /** The array is Java's own, and it goes on with it: what was sent is what it held then. */
        public void change(RemoteFunction listener) {
            listener.call((Object) kept);
            Arrays.fill(kept, (byte) 0);
        }

        public CompletableFuture<byte[]> later(byte[] bytes) {
            return CompletableFuture.supplyAsync(bytes::clone);
        }

        public CompletionStage<Object> ask(RemoteFunction function, byte[] bytes) {
            return function.request((Object) bytes).thenApply(answer -> ((byte[]) answer).length);
        }

        public byte[] zeros(int length) {
            return new byte[length];
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./store", new Store()));

    private static Page open(Page page) {
        page.open("plain.html").run(PAGE);
        return page;
    }

    /** Around what is attached, a record of the ring, what goes as a packet, a part of one, and the ring. */
    @Test
    void bytesOfEveryLengthGoUpAndDownAsTheyAre(Page page) {
        assertThat(open(page).run("""
                const around = [256, 65536, 262144 - 9, 262144, 1048576]
                const lengths = [0, 1, 3, ...around.flatMap(each => [each - 150, each - 1, each, each + 1]), 3_000_001]
                return lengths.filter(length => {
                  const bytes = noise(length)
                  return !isSame(bytes, store.echo(bytes)) || !isSame(bytes, store.keep(bytes)) || !store.isKept(bytes)
                }).join()""")).isEqualTo("");
    }

    @Test
    void everyTypedArrayIsAttached(Page page) {
        assertThat(open(page).run("""
                const { buffer } = noise(400_000)
                const types = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array,
                  Float64Array, BigInt64Array, BigUint64Array, DataView]
                const views = types.flatMap(Type => [new Type(buffer), new Type(buffer, 16, 16 * 1024)])
                const one = [...views, buffer].filter(each => !isSame(each, store.echo(each)))
                const all = store.echo([...views, buffer])
                return [one, all.filter((each, i) => !isSame(each, [...views, buffer][i])), new Set(all.map(each => each.buffer ?? each)).size]
                  .map(each => `${each.map?.(wrong => wrong.constructor.name) ?? each}`).join(';')""")).isEqualTo(";;25");
    }

    @Test
    void tenMegabytesPassByDefault(Page page) {
        assertThat(open(page).run("""
                const bytes = noise(10_000_000)
                return isSame(bytes, store.echo(bytes)) && isSame(bytes, store.echo({ deep: [bytes] }).deep[0])""")).isEqualTo(true);
        assertThat(page.run("""
                const text = 'äbcdefghij'.repeat(1_000_000)
                return store.echo(text) === text""")).isEqualTo(true);
    }

    @Test
    void whatIsLongerThanTheLimitsSaysSoAndThePageGoesOn(Page page) {
        var tooLong = open(page).fails("store.crc(new Uint8Array(17_000_000))");
        assertThat(tooLong.name()).isEqualTo("LimitError");
        assertThat(tooLong.text()).contains("16777216").contains("Limits.messageBytes");
        var tooMuch = page.fails("store.zeros(80_000_000)");
        assertThat(tooMuch.name()).isEqualTo("LimitError");
        assertThat(tooMuch.text()).contains("Limits.outboxBytes");
        assertThat(page.run("return store.zeros(40_000_000).length")).isEqualTo(40_000_000L);
    }

    @Test
    void memoryOfEveryKindIsSent(Page page) {
        assertThat(open(page).run("""
                const bytes = noise(1000)
                const shared = new Uint8Array(new SharedArrayBuffer(1000))
                shared.set(bytes)
                const growing = new Uint8Array(new ArrayBuffer(500, { maxByteLength: 1000 }))
                growing.buffer.resize(1000)
                growing.set(bytes)
                return [shared, shared.buffer, growing].every(each => store.crc(each) === store.crc(bytes))""")).isEqualTo(true);
        var gone = page.fails(
                "const bytes = noise(1000); structuredClone(bytes, { transfer: [bytes.buffer] }); store.crc(bytes)");
        assertThat(gone.name()).isEqualTo("MarshalError");
        assertThat(gone.text()).contains("arguments[0]").contains("transferred away");
    }

    @Test
    void callbacksPromisesAndTheirAnswersCarryBytes(Page page) {
        assertThat(open(page).run("""
                const bytes = noise(1_500_000)
                const seen = []
                store.keep(bytes)
                store.change(each => seen.push(each))
                const later = await store.later(bytes)
                const answered = await store.ask(each => new Uint8Array(each.length * 2), bytes)
                return [isSame(bytes, later), answered, isSame(bytes, seen[0])].join()""")).isEqualTo("true,3000000,true");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 300_000, 5_000_000})
    void aPageWithoutIsolationSendsAndGetsBytes(int length, Page page) {
        page.openUnisolated("plain.html").run(PAGE);
        assertThat(page.run("""
                const bytes = noise(%d)
                return crossOriginIsolated || [store.echo(bytes), await store.later(bytes), await store.later(store.keep(bytes))]
                  .every(each => isSame(bytes, each)) && await store.ask(each => each, bytes) === bytes.length""".formatted(length))).isEqualTo(true);
        page.run("globalThis.pushed = undefined; store.keep(noise(%d)); store.change(each => { pushed = each })"
                .formatted(length));
        page.eventually("return pushed?.length", (long) length);
        assertThat(page.fails("store.crc(new Uint8Array(12_600_000))").name()).isEqualTo("LimitError");
    }

    @Test
    void aWorkerOfThePageSendsAndGetsBytes(Page page) {
        page.open("worker.html");
        assertThat(page.run("""
                return await ask(`
                  const store = remote.require('./store')
                  const bytes = crypto.getRandomValues(new Uint8Array(65536))
                  const large = new Uint8Array(10_000_000)
                  for (let at = 0; at < large.length; at += 65536) large.set(bytes.subarray(0, large.length - at), at)
                  const came = store.echo(large)
                  const again = await store.later(large)
                  return came.length + ' ' + (store.crc(large) === store.crc(came)) + ' ' + (store.crc(large) === store.crc(again))`)""")).isEqualTo("10000000 true true");
    }

    @Nested
    class OverACable {
        private final Meter meter = new Meter();
        private Cable cable;

        @BeforeEach
        void open(Page page) throws Exception {
            cable = new Cable(java.main().address(), meter);
            page.open(cable.address().resolve("plain.html").toString()).run(PAGE);
            page.awaitSocket();
        }

        @AfterEach
        void close(Page page) throws Exception {
            page.open("about:blank");
            // Its goodbye is still in the cable.
            java.awaitNothingHeld();
            cable.close();
        }

        /** Base64 would be a third more. What remains are frames, and the requests of a page that parks. */
        @ParameterizedTest
        @ValueSource(ints = {100_000, 1_000_000, 10_000_000})
        void bytesCostNoMoreThanThemselvesOnTheWire(int length, Page page) {
            page.run("globalThis.bytes = noise(%d); store.crc(bytes)".formatted(length));
            long up = meter.up().bytes();
            long down = meter.down().bytes();
            page.run("store.echo(bytes)");
            assertThat(meter.up().bytes() - up).isBetween((long) length, length + length / 50 + 8_000L);
            assertThat(meter.down().bytes() - down).isBetween((long) length, length + length / 50 + 8_000L);
        }

        @Test
        void aNetworkThatFailsInTheMiddleCostsNothing(Page page) {
            page.run("globalThis.bytes = noise(3_000_000)");
            for (int i = 0; i < 3; i++) {
                meter.up().after(1_000_000 + 100_000L * i, cable::jolt);
                assertThat(page.run("return store.crc(bytes) === store.crc(store.keep(bytes))"))
                        .isEqualTo(true);
                meter.down().after(1_000_000 + 100_000L * i, cable::jolt);
                assertThat(page.run("return isSame(bytes, store.echo(bytes))")).isEqualTo(true);
            }
            assertThat(List.of(meter.up().isDone(), meter.down().isDone())).containsOnly(true);
            meter.down().after(1_000_000, cable::jolt);
            assertThat(page.run("return isSame(bytes, await store.later(bytes))"))
                    .isEqualTo(true);
        }
    }
}
