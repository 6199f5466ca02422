package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.valence.api.Exposed;
import dev.valence.api.RemoteFunction;
import dev.valence.api.RendererGoneException;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams of bytes, both ways. */
class StreamIT {
    /** Whatever was asked for before it has been read when this one is. */
    private static final String ANOTHER_STREAM = "await store.text(new Blob(['another']))";

    @Exposed
    static final class Store {
        private NumberedBytes source = new NumberedBytes(0, null);
        private @Nullable InputStream kept;
        private CompletableFuture<Double> reading = new CompletableFuture<>();

        public InputStream numbers(int length) {
            source = new NumberedBytes(length, null);
            return source;
        }

        public InputStream failing(int length) {
            source = new NumberedBytes(length, new IOException("the disk is gone"));
            return source;
        }

        public double crcOfNumbers(int length) throws IOException {
            return crc(new NumberedBytes(length, null));
        }

        private static double crc(InputStream stream) throws IOException {
            CRC32 crc = new CRC32();
            byte[] buffer = new byte[10_000];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                crc.update(buffer, 0, count);
            }
            return crc.getValue();
        }

        public CompletableFuture<Double> crcOf(InputStream stream) {
            return elsewhere(() -> crc(stream));
        }

        public CompletableFuture<String> text(Object stream) {
            return elsewhere(() -> new String(((InputStream) stream).readAllBytes(), StandardCharsets.UTF_8));
        }

        public CompletableFuture<String> textOfChannel(ReadableByteChannel channel) {
            return elsewhere(() -> {
                ByteBuffer buffer = ByteBuffer.allocate(1000);
                while (channel.read(buffer) >= 0) {}
                channel.close();
                return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            });
        }

        public CompletableFuture<String> firstOf(List<InputStream> streams) {
            return text(streams.get(0));
        }

        public int readNow(InputStream stream) throws IOException {
            return stream.read();
        }

        public CompletableFuture<Integer> readOne(InputStream stream) {
            kept = stream;
            return elsewhere(stream::read);
        }

        public void stop() throws IOException {
            kept.close();
        }

        public void drop() {
            kept = null;
        }

        public List<Object> inside() {
            return List.of("text", streamOf("within"));
        }

        @Exposed
        record Download(String name, InputStream body) {}

        private static InputStream streamOf(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        public Download download() {
            return new Download("a.txt", streamOf("of a record"));
        }

        public CompletableFuture<InputStream> later() {
            return elsewhere(() -> streamOf("of a promise"));
        }

        public Map<String, InputStream> inMap() {
            return Map.of("body", streamOf("of a map"));
        }

        public CompletableFuture<String> textOf(Download upload) {
            return text(upload.body());
        }

        public InputStream last() {
            return source;
        }

        public boolean isLast(Object stream) {
            return stream == source;
        }

        public void keep(InputStream stream) {
            kept = stream;
        }

        public @Nullable InputStream kept() {
            return kept;
        }

        public void startReading(InputStream stream) {
            reading = crcOf(stream);
        }

        public void callWithStream(RemoteFunction function) {
            function.call(streamOf("to a callback"));
        }

        public ReadableByteChannel file() throws IOException {
            return FileChannel.open(PageExtension.fixtures().resolve(Path.of("plain.html")));
        }

        private interface Reading<T> {
            T read() throws IOException;
        }

        private static <T> CompletableFuture<T> elsewhere(Reading<T> reading) {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    return reading.read();
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
        }
    }

    private static final Store STORE = new Store();

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./store", STORE));

    private static Page open(Page page) {
        page.open("plain.html").run("globalThis.store = remote.require('./store')");
        return page;
    }

    private static void assertNothingIsHeldBut(Page page, String held) {
        page.eventually("const { objects, callbacks } = remote.held(); return objects + ' ' + callbacks", held);
    }

    private static String held(Page page) {
        return (String) page.run("const { objects, callbacks } = remote.held(); return objects + ' ' + callbacks");
    }

    @Test
    void fiftyMegabytesGoDownAndUpAgainAndNothingOfThemStays(Page page) {
        String before = held(open(page));
        assertThat(page.run("""
                const length = 50_000_000
                let seen = 0
                const through = new TransformStream({
                  transform(chunk, controller) { seen += chunk.length; controller.enqueue(chunk) }
                })
                const same = await store.crcOf(store.numbers(length).pipeThrough(through)) === store.crcOfNumbers(length)
                return same + ' ' + seen""")).isEqualTo("true 50000000");
        await().until(() -> STORE.source.closed);
        assertNothingIsHeldBut(page, before);
    }

    /** What the page has not read Java has not read either, but for a piece and the one after it. */
    @Test
    void javaIsHeldUpByAPageThatReadsSlowly(Page page) {
        open(page).run("globalThis.reader = store.numbers(100_000_000).getReader()");
        assertThat(STORE.source.given).isZero();
        for (int read = 1; read <= 3; read++) {
            page.run("return (await reader.read()).value.length");
            page.run(ANOTHER_STREAM);
            long expected = (read + 1) * 256L * 1024;
            await().until(() -> STORE.source.given >= expected);
            assertThat(STORE.source.given).isEqualTo(expected);
        }
        page.run("await reader.cancel()");
        await().until(() -> STORE.source.closed);
    }

    @Test
    void aPageIsHeldUpByJavaThatReadsSlowly(Page page) {
        assertThat(open(page).run("""
                globalThis.pulls = 0
                globalThis.source = new ReadableStream({
                  pull(controller) { pulls++; controller.enqueue(new Uint8Array(100_000).fill(pulls)) },
                  cancel(why) { globalThis.why = why }
                }, { highWaterMark: 0 })
                return await store.readOne(source)""")).isEqualTo(1L);
        page.run(ANOTHER_STREAM);
        assertThat(page.run("return pulls"))
                .as("one piece is read, one is on its way")
                .isEqualTo(2L);
        page.run("store.stop()");
        page.eventually("return why + ' ' + source.locked", "Java reads this stream no more false");
    }

    @Test
    void aStreamIsWhatThePlatformHas(Page page) {
        assertThat(open(page).run("""
                const stream = store.numbers(10)
                const text = each => new Response(each).text()
                const reader = store.numbers(6).getReader({ mode: 'byob' })
                const lengths = []
                for (let view = new Uint8Array(4), done = false; !done; ) {
                  ({ value: view, done } = await reader.read(new Uint8Array(view.buffer)))
                  lengths.push(view.length)
                }
                let sum = 0
                for await (const chunk of store.numbers(1000)) sum += chunk.length
                return [stream instanceof ReadableStream, stream.locked, lengths, sum, (await text(store.file())).includes('Nothing is odd')].join()""")).isEqualTo("true,false,4,2,0,1000,true");
    }

    @Test
    void streamsOfJavaComeInsideOtherThings(Page page) {
        assertThat(open(page).run("""
                const text = each => new Response(each).text()
                const { name, body } = store.download()
                return [await text(store.inside()[1]), name, await text(body), await text(await store.later()),
                  await text(await remote.async(store).later()), await text(store.inMap().body)].join()""")).isEqualTo("within,a.txt,of a record,of a promise,of a promise,of a map");
    }

    /** Java reads its own stream, not what the page made of it. */
    @Test
    void streamsComeHomeAsWhatTheyAre(Page page) {
        assertThat(open(page).run("""
                const stream = store.numbers(10)
                const own = new Blob(['own'])
                store.keep(own)
                return [store.isLast(stream), store.isLast(store.inside()[1]), store.numbers(10) === store.last(), store.kept() === own,
                  await remote.async(store).isLast(remote.async(store).numbers(10))].join()""")).isEqualTo("true,false,true,true,true");
    }

    @Test
    void aCallbackGetsAStream(Page page) {
        open(page).run("store.callWithStream(async each => { globalThis.got = await new Response(each).text() })");
        page.eventually("return globalThis.got", "to a callback");
    }

    @Test
    void streamsBlobsAndFilesAreStreamsOfJava(Page page) {
        String before = held(open(page));
        assertThat(page.run("""
                const stream = text => new Blob([text]).stream()
                return [
                  await store.text(stream('stream')),
                  await store.text(new Blob(['blob ', 'of two'])),
                  await store.text(new File(['file'], 'name.txt')),
                  await store.textOfChannel(new Response('channel').body),
                  await store.firstOf([stream('inside')]),
                  await store.textOf({ name: 'a.txt', body: new Blob(['member']) }),
                  await store.crcOf(new Blob([new Uint8Array(1_000_000)])) === await store.crcOf(new Blob([new Uint8Array(1_000_000)]).stream()),
                ].join()""")).isEqualTo("stream,blob of two,file,channel,inside,member,true");
        assertNothingIsHeldBut(page, before);
    }

    @Test
    void whatFailsFailsOnTheOtherSide(Page page) {
        assertThat(
                        said(
                                open(page)
                                        .fails(
                                                "const reader = store.failing(10).getReader(); await reader.read(); await reader.read()")))
                .isEqualTo("IOException: the disk is gone");
        await().until(() -> STORE.source.closed);
        assertThat(page.fails("""
                await store.crcOf(new ReadableStream({ pull() { throw new RangeError('no more of that') } }))""").text()).contains("no more of that");
        assertThat(page.fails("await store.text(new Response('text').body.pipeThrough(new TextDecoderStream()))")
                        .text())
                .contains("TextEncoderStream");
        assertThat(said(page.fails("const { body } = new Response('text'); body.getReader(); store.text([body])")))
                .isEqualTo("MarshalError: arguments[0][0]: the stream is locked: somebody else reads it");
    }

    @Test
    void javaThatReadsInsideThePagesCallIsADeadlockAtOnce(Page page) {
        assertThat(open(page).fails("store.readNow(new Blob(['x']).stream())").text())
                .contains("DeadlockError");
        assertThat(page.run("return await store.text(new Blob(['and on it goes']))"))
                .isEqualTo("and on it goes");
    }

    @Test
    void whatThePageDropsIsClosed(Page page) {
        open(page).run("(() => { store.numbers(1000) })()");
        await().untilAsserted(() -> {
            page.gc();
            assertThat(STORE.source.closed).isTrue();
        });
    }

    @Test
    void whatJavaDropsIsCancelled(Page page) {
        open(page).run("""
                globalThis.reason = undefined
                await store.readOne(new ReadableStream({
                  start(controller) { controller.enqueue(new Uint8Array(1)) },
                  cancel(why) { reason = why }
                }))
                store.drop()""");
        await().untilAsserted(() -> {
            System.gc();
            assertThat(page.run("return reason")).isEqualTo("Java reads this stream no more");
        });
    }

    @Test
    void streamsEndWithTheirPage(Page page) {
        open(page).run("""
                globalThis.reader = store.numbers(100_000_000).getReader()
                await reader.read()
                store.startReading(new ReadableStream())""");
        page.reload();
        await().until(() -> STORE.source.closed);
        assertThatThrownBy(() -> STORE.reading.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(RendererGoneException.class);
    }

    @Test
    void aPageWithoutIsolationAndAWorkerHaveStreamsToo(Page page) {
        String step = """
                const length = 3_000_000
                const through = new TransformStream()
                return await store.crcOf(store.numbers(length).pipeThrough(through)) === store.crcOfNumbers(length)""";
        page.openUnisolated("plain.html");
        assertThat(page.run("const store = remote.require('./store')\\n".translateEscapes() + step))
                .isEqualTo(true);
        page.open("worker.html");
        assertThat(page.run("return await ask(`const store = remote.require('./store')\\n%s`)".formatted(step)))
                .isEqualTo(true);
    }
}
