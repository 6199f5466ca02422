package dev.valence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the hops of {@code docs/architecture.md} true: a method that a page calls looks at its own stack. */
class HopTest {
    /** Hops 6 to 8, from where a thread that has read takes the turn, with the leaves that only pass control on. */
    private static final List<String> HOPS = List.of(
            "dev.valence.transport.ReadingConnector$Reading",
            "dev.valence.session.MainThread",
            "dev.valence.session.Inbox",
            "dev.valence.session.RequestTurn",
            "dev.valence.protocol.Work$1",
            "dev.valence.session.Targets",
            "dev.valence.session.Dispatcher",
            "dev.valence.invoke.Invoker",
            "dev.valence.invoke.Callee");

    /** What pages call. */
    @Exposed
    public static final class Probe {
        public List<String> stack() {
            return StackWalker.getInstance()
                    .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                            .filter(name -> name.startsWith("dev.valence.") && !name.startsWith(Probe.class.getName()))
                            .map(name -> name.replaceFirst("\\$\\$Lambda.*", ""))
                            .distinct()
                            .toList());
        }
    }

    @Test
    void aCallReachesTheApplicationThroughTheDocumentedClassesOnly() throws Exception {
        try (MainProcess main = MainProcess.builder()
                .admitAnyone()
                .module("probe", new Probe())
                .headless(true)
                .start()) {
            String opened = post(main.address(), """
                    [{"jsonrpc":"2.0","id":1,"method":"session.open","params":[{"renderer":"r","secret":"0123456789012345678901"}]},
                     {"jsonrpc":"2.0","id":2,"method":"remote.require","params":["probe"]}]""");
            String id = opened.replaceFirst("(?s).*\"\\$\":\"ref\",\"id\":(\\d+).*", "$1");
            String stack = post(
                    main.address(),
                    "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"member.call\",\"params\":[" + id + ",\"stack\",[]]}");

            for (String hop : HOPS) {
                assertThat(stack).contains('"' + hop + '"');
            }
            String result = stack.replaceFirst("(?s).*\"result\":\\[(.*?)\\].*", "$1");
            assertThat(List.of(result.replace("\"", "").split(","))).containsExactlyInAnyOrderElementsOf(HOPS);
        }
    }

    private static String post(URI address, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("valence/call"))
                .header("Content-Type", "application/json")
                .header("Valence-Session", "r.0123456789012345678901")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
