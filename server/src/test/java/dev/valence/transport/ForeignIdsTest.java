package dev.valence.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess;
import dev.valence.api.Exposed;
import dev.valence.protocol.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one page has is nothing to another, and it cannot even tell that it is there. */
class ForeignIdsTest {
    private static final int IDS = 100_000;
    private static final int OBJECTS = 500;

    /** An account with something to steal. */
    @Exposed
    public static final class Account {
        private int touched;

        public int touch() {
            return ++touched;
        }

        public List<Account> more() {
            return IntStream.range(0, OBJECTS).mapToObj(i -> new Account()).toList();
        }

        public int take(Object given) {
            return ++touched;
        }
    }

    @Test
    void anotherPagesIdsAreAsUnknownAsThoseOfNobody() {
        Account account = new Account();
        try (MainProcess main = MainProcess.builder()
                        .admitAnyone()
                        .module("account", account)
                        .start();
                Probe owner = new Probe(main.address());
                Probe thief = new Probe(main.address())) {
            long own = owner.result("remote.require", "account").get("id").asLong();
            owner.result("member.call", own, "more", Probe.list());
            assertThat(owner.result("member.call", own, "touch", Probe.list()).asInt())
                    .isEqualTo(1);
            JsonNode reference = thief.result("remote.require", "account");
            long thiefs = reference.get("id").asLong();
            long type = reference.at("/class/id").asLong();
            Set<String> errors = new HashSet<>();
            int[] refused = {0};

            for (long id = 1; id <= IDS; id++) {
                long asked = id;
                if (id != thiefs && id != type) {
                    thief.ask("member.call", Probe.list(id, "touch", Probe.list()), answer -> {
                        refused[0]++;
                        errors.add(withoutId(answer, asked));
                    });
                }
            }
            thief.settle();

            assertThat(refused[0]).isEqualTo(IDS - 2);
            assertThat(errors)
                    .as("known to the other page or to nobody: the same words")
                    .hasSize(1);
            assertThat(account.touched).isEqualTo(1);
        }
    }

    private static String withoutId(JsonNode answer, long id) {
        return answer.get("error").toString().replace("(id " + id + ")", "(id N)");
    }

    @Test
    void anotherPagesObjectCannotBeGivenReleasedCopiedOrReadEither() {
        Account account = new Account();
        try (MainProcess main = MainProcess.builder()
                        .admitAnyone()
                        .module("account", account)
                        .start();
                Probe owner = new Probe(main.address());
                Probe thief = new Probe(main.address())) {
            long own = owner.result("remote.require", "account").get("id").asLong();
            long thiefs = thief.result("remote.require", "account").get("id").asLong();
            long unknown = IDS * 10L;

            for (String method :
                    List.of("reference.copy", "member.get", "class.construct", "function.call", "stream.read")) {
                assertThat(error(thief, method, own)).as(method).isEqualTo(error(thief, method, unknown));
            }
            JsonNode given = Json.of("{\"$\":\"remote\",\"id\":" + own + "}");
            assertThat(thief.answer("member.call", thiefs, "take", Probe.list(given))
                            .at("/error/data/name")
                            .asText())
                    .isEqualTo("StaleReferenceError");
            thief.answer("reference.release", Probe.list(Probe.list(own, 1)));

            assertThat(owner.result("member.call", own, "touch", Probe.list()).asInt())
                    .isEqualTo(1);
        }
    }

    private static String error(Probe page, String method, long id) {
        Object[] params = switch (method) {
            case "member.get" -> new Object[] {id, "touch"};
            case "class.construct", "function.call" -> new Object[] {id, Probe.list()};
            case "stream.read" -> new Object[] {id, 10};
            default -> new Object[] {id};
        };
        return withoutId(page.answer(method, params), id);
    }
}
