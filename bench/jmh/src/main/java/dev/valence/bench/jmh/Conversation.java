package dev.valence.bench.jmh;

import dev.valence.api.Exposed;
import dev.valence.api.Limits;
import dev.valence.electron.App;
import dev.valence.electron.RemoteRequests;
import dev.valence.electron.WindowDirectory;
import dev.valence.invoke.ExposurePolicy;
import dev.valence.invoke.TypeCatalog;
import dev.valence.marshal.ErrorValues;
import dev.valence.policy.Policies;
import dev.valence.protocol.MessageCodec;
import dev.valence.protocol.Outgoing;
import dev.valence.registry.ObjectRegistry;
import dev.valence.session.Admissions;
import dev.valence.session.Application;
import dev.valence.session.Link;
import dev.valence.session.Session;
import dev.valence.session.SessionDirectory;
import dev.valence.session.Visitor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A page that is played here: it numbers and acknowledges as the client does, and sends by no socket. */
final class Conversation implements Link, AutoCloseable {
    /** What is called. */
    @Exposed
    public static final class Target {
        public int number = 42;

        public void nothing() {}

        public int add(int a, int b, int c) {
            return a + b + c;
        }

        public int describe(Map<String, Object> options) {
            return options.size();
        }
    }

    private static final byte[] NOTHING = {};

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Limits limits = Limits.defaults();
    private final MessageCodec codec = new MessageCodec(limits);
    private final SessionDirectory sessions;
    private Session session;
    private byte[] last = NOTHING;
    private long seq;

    Conversation() {
        WindowDirectory windows = new WindowDirectory(Runnable::run);
        TypeCatalog catalog = new TypeCatalog(new ExposurePolicy(Set.of()));
        sessions = new SessionDirectory(
                new Application(
                        "0",
                        Map.of("target", new Target()),
                        Map.of(),
                        Map.of(),
                        windows,
                        Policies.everything(),
                        new RemoteRequests(new App(windows, "bench", "0", "", code -> {})),
                        catalog,
                        new ErrorValues(catalog, false),
                        new ObjectRegistry(limits.objects()),
                        codec,
                        limits,
                        false,
                        Runnable::run,
                        pool,
                        timer),
                Admissions.ofAnyone());
    }

    /** Opens the session and gives the id of the target. */
    long open() {
        var frame = codec.decode(
                new Request("session.open", "{\"renderer\":\"page\",\"secret\":\"0123456789012345678901\"}")
                        .numbered(++seq));
        session = sessions.attachBy(frame, Visitor.UNKNOWN, null, this);
        session.receive(frame, session.answers());
        ask("remote.require", "\"target\"");
        String answer = new String(last, StandardCharsets.UTF_8);
        String id = answer.replaceFirst(".*\"ref\",\"id\":(\\d+).*", "$1");
        ask("member.call", id + ",\"add\",[1,2,3]");
        if (!new String(last, StandardCharsets.UTF_8).contains("\"result\":6")) {
            throw new IllegalStateException("The call failed: " + new String(last, StandardCharsets.UTF_8));
        }
        return Long.parseLong(id);
    }

    /** One request, answered before this returns: the length of the answer. */
    int ask(String method, String params) {
        return ask(new Request(method, params));
    }

    int ask(Request request) {
        last = NOTHING;
        var frame = codec.decode(request.numbered(++seq));
        session.receive(frame, session.answers());
        return last.length;
    }

    @Override
    public void send(Outgoing frame) {
        last = frame.json();
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void close(int code, String reason) {}

    @Override
    public void close() {
        sessions.close();
        pool.shutdownNow();
        timer.shutdownNow();
    }
}
