package dev.valence.bench.scale;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The renderers of one server. */
final class Crowd implements AutoCloseable {
    /** Answers per second, and how long one took in the slowest of a hundred, in microseconds. */
    record Figures(double perSecond, double p99) {}

    private static final Pattern TARGET = Pattern.compile("\"\\$\":\"ref\",\"id\":(\\d+)");
    /** Of {@link dev.valence.bench.Row}'s table. */
    private static final int ROWS = 40_000;

    private static final int LONGEST_MICROS = 2_000_000;

    private final ServerProcess server;
    private final boolean isValence;
    private final Selector selector = Selector.open();
    private final List<Renderer> renderers = new ArrayList<>();

    Crowd(String kind) throws IOException {
        server = new ServerProcess(kind);
        isValence = kind.equals("valence");
    }

    /** Bytes of the server's heap that are in use. */
    long heap() throws IOException {
        return server.heap();
    }

    /** Has {@code count} renderers altogether. A renderer of Valence has opened its session and holds the object that it calls. */
    void growTo(int count) throws IOException {
        while (renderers.size() < count) {
            Renderer renderer = new Renderer(server.port(), isValence ? "/valence/socket" : "/echo");
            if (isValence) {
                open(renderer);
            }
            renderer.channel().configureBlocking(false);
            renderer.channel().register(selector, SelectionKey.OP_READ, renderer);
            renderers.add(renderer);
        }
    }

    private void open(Renderer renderer) throws IOException {
        int number = renderers.size();
        ask(renderer, """
                {"jsonrpc":"2.0","method":"session.open","params":[{"renderer":"renderer-%d","secret":"0123456789012345678901",\
                "attachments":true,"url":"http://127.0.0.1/index.html","title":"Page"}],"id":1,"seq":%d}""".formatted(number, ++renderer.seq));
        String answer = ask(renderer, """
                {"jsonrpc":"2.0","method":"remote.require","params":["bench"],"id":2,"seq":%d,"ack":1}""".formatted(++renderer.seq));
        Matcher target = TARGET.matcher(answer);
        if (!target.find()) {
            throw new IOException("No object: " + answer);
        }
        renderer.target = Long.parseLong(target.group(1));
    }

    private static String ask(Renderer renderer, String question) throws IOException {
        renderer.send(Renderer.ascii(question));
        return renderer.await();
    }

    /** Has the first renderer hold all rows of the table, and acknowledge that it does; gives how many these are. */
    int holdRows() throws IOException {
        Renderer renderer = renderers.get(0);
        renderer.send(call(renderer, "rows"));
        int messages = 0;
        while (messages == 0) {
            messages = renderer.read();
        }
        renderer.send(call(renderer, "nothing"));
        for (messages = 0; messages == 0; ) {
            messages = renderer.read();
        }
        return ROWS;
    }

    /** Has the first {@code count} renderers call, each again when it is answered, for so long. */
    Figures callFor(int count, long millis) throws IOException {
        int[] micros = new int[LONGEST_MICROS];
        long answers = 0;
        for (Renderer renderer : renderers.subList(0, count)) {
            next(renderer);
        }
        long begin = System.nanoTime();
        long end = begin + millis * 1_000_000;
        int waiting = count;
        while (waiting > 0) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                Renderer renderer = (Renderer) key.attachment();
                if (renderer.read() == 0) {
                    continue;
                }
                long now = System.nanoTime();
                answers++;
                micros[(int) Math.min(LONGEST_MICROS - 1, (now - renderer.sentAt) / 1000)]++;
                if (now < end) {
                    next(renderer);
                } else {
                    waiting--;
                }
            }
            selector.selectedKeys().clear();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Figures(answers / seconds, percentile(micros, 0.99));
    }

    private void next(Renderer renderer) throws IOException {
        byte[] call = call(renderer, "nothing");
        renderer.sentAt = System.nanoTime();
        renderer.send(call);
    }

    /** The same text for both servers. */
    private static byte[] call(Renderer renderer, String method) {
        long seq = ++renderer.seq;
        return Renderer.ascii("{\"jsonrpc\":\"2.0\",\"method\":\"member.call\",\"params\":[" + renderer.target + ",\""
                + method + "\",[]],\"id\":" + seq + ",\"seq\":" + seq + ",\"ack\":" + (seq - 1) + "}");
    }

    private static double percentile(int[] counts, double part) {
        long rest = (long) (Arrays.stream(counts).asLongStream().sum() * part);
        int at = 0;
        while ((rest -= counts[at]) > 0) {
            at++;
        }
        return at;
    }

    /** Closes all renderers. */
    void leave() throws IOException {
        for (Renderer renderer : renderers) {
            renderer.close();
        }
        renderers.clear();
        // Until it has looked, the selector keeps the connections open.
        selector.selectNow();
    }

    @Override
    public void close() throws IOException {
        leave();
        selector.close();
        server.close();
    }
}
