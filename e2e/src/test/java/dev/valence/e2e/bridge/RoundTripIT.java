package dev.valence.e2e.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.MainProcess.Holdings;
import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.api.Property;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each step costs: one round trip where Java is needed, none where it is not. */
class RoundTripIT {
    @Exposed
    record Point(int x, int y) {}

    @Exposed
    @Copy
    record Row(int a, int b, int c, int d, int e) {}

    @Exposed
    @Copy
    record Shelf(int number, @Nullable Shelf next) {}

    @Exposed
    static final class Shop {
        public final String name = "Corner";
        public int stock = 3;
        private int price = 5;

        public Shop() {}

        @Property
        public int getPrice() {
            return price;
        }

        public void setPrice(int price) {
            this.price = price;
        }

        public int sell(int count) {
            return stock - count;
        }

        public void restock() {}

        public List<Row> table(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> new Row(i, i, i, i, i))
                    .toList();
        }

        public Shelf shelf() {
            return IntStream.range(0, 5)
                    .boxed()
                    .reduce(null, (Shelf next, Integer number) -> new Shelf(number, next), (one, other) -> one);
        }

        public Point place() {
            return new Point(1, 2);
        }

        public List<Point> places() {
            return IntStream.range(0, 100).mapToObj(i -> new Point(i, i)).toList();
        }
    }

    @RegisterExtension
    static final PageExtension java =
            PageExtension.with(main -> main.module("./shop", new Shop()).module("./Shop", Shop.class));

    private Wiretap wire;

    @BeforeEach
    void open(Page page) throws IOException {
        wire = new Wiretap(java.main().address());
        page.open(wire.address().resolve("plain.html").toString());
        page.run("globalThis.shop = remote.require('./shop'), globalThis.Shop = remote.require('./Shop')");
        // What comes by the other door is not seen here.
        await("calls go by the socket").until(() -> {
            wire.clear();
            page.run("return shop.stock");
            return !wire.fromJava().isEmpty();
        });
    }

    @AfterEach
    void close(Page page) throws IOException {
        page.open("about:blank");
        java.awaitNothingHeld();
        wire.close();
    }

    /**
     * The wire methods that {@code step} asks Java for. What goes by both doors has one number and is one request; what has none, and
     * {@code session.open}, only begins a socket, which happens when the browser gets to it.
     */
    private String requests(Page page, String step) {
        wire.clear();
        page.run(step);
        Map<Integer, String> bySeq = new TreeMap<>();
        wire.messagesFromPage()
                .filter(message -> message.has("id") && message.has("method") && message.has("seq"))
                .filter(message -> !message.get("method").asText().equals("session.open"))
                .forEach(message -> bySeq.put(
                        message.get("seq").asInt(), message.get("method").asText()));
        return String.join(" ", bySeq.values());
    }

    @Test
    void whatNeedsJavaAsksItOnce(Page page) {
        String expected = """
                shop.sell(1) | member.call
                shop.price | member.get
                shop.stock | member.get
                shop.price = 6 | member.set
                shop.stock = 6 | member.set
                new Shop() | class.construct
                remote.require('./shop') | remote.require
                remote.getGlobal('unknown') | remote.global
                """;
        for (String line : expected.lines().toList()) {
            String step = line.split(" \\| ", 2)[0];
            assertThat(step + " | " + requests(page, step)).isEqualTo(line);
        }
    }

    @Test
    void whatIsKnownOfAnObjectCostsNothing(Page page) {
        String steps = """
                shop.sell
                shop.name
                shop.unknown
                shop.sell.name
                shop.mine = 1
                Object.keys(shop)
                'price' in shop
                for (const name in shop) name
                shop instanceof Shop
                shop.constructor.name
                Shop.unknown
                remote.unknown
                Object.keys(remote)
                """;
        for (String step : steps.lines().toList()) {
            assertThat(requests(page, step)).as(step).isEqualTo("");
        }
    }

    @Test
    void theComponentsOfARecordTravelWithIt(Page page) {
        assertThat(requests(page, "const {x, y} = shop.place(); [x, y]")).isEqualTo("member.call");
        assertThat(requests(page, "globalThis.sum = 0; for (const {x} of shop.places()) sum += x"))
                .isEqualTo("member.call");
        assertThat(page.run("return sum")).isEqualTo(4950L);
        assertThat(requests(page, "shop.places().map(({x, y}) => x + y)")).isEqualTo("member.call");
    }

    @Test
    void aBuiltinModuleAndTheProcessAreAskedForOnce(Page page) {
        assertThat(requests(page, "remote.app")).isEqualTo("remote.builtin");
        assertThat(requests(page, "remote.app")).isEqualTo("");
        assertThat(requests(page, "[remote.process, remote.process]")).isEqualTo("remote.global");
        assertThat(requests(page, "remote.process")).isEqualTo("");
    }

    @Test
    void aGraphOrATableComesInOnePiece(Page page) {
        assertThat(requests(page, "const { stock, price } = remote.copy(shop); [stock, price]"))
                .isEqualTo("reference.copy");
        assertThat(requests(page, "globalThis.shelf = shop.shelf()")).isEqualTo("member.call");
        assertThat(requests(page, "globalThis.depth = 0; for (let each = shelf; each; each = each.next) depth++"))
                .isEqualTo("");
        assertThat(page.run("return depth")).isEqualTo(5L);
        assertThat(requests(page, "globalThis.rows = shop.table(40000)")).isEqualTo("member.call");
        assertThat(requests(
                        page, "globalThis.sum = rows.reduce((sum, { a, b, c, d, e }) => sum + a + b + c + d + e, 0)"))
                .isEqualTo("");
        assertThat(page.run("return sum")).isEqualTo(5 * 40_000L * 39_999 / 2);
    }

    @Test
    void stringifyingReadsEachMutableMemberOnce(Page page) {
        assertThat(requests(page, "JSON.stringify(shop)")).isEqualTo("member.get");
        assertThat(page.run("return JSON.stringify(shop)")).isEqualTo("{\"stock\":3,\"name\":\"Corner\"}");
    }

    /** A figure of its own: {@code seq}, {@code ack} and ids have up to three digits here, and grow by one byte for each more. */
    @Test
    void aCallOfNothingIsSmall(Page page) {
        page.run("for (let i = 0; i < 100; i++) shop.restock()");

        assertThat(wire.fromPage().stream()
                        .filter(unit -> unit.json().path("method").asText().equals("member.call")))
                .isNotEmpty()
                .allSatisfy(unit -> assertThat(unit.bytes()).isLessThanOrEqualTo(110));
        assertThat(wire.fromJava().stream().filter(unit -> isUndefined(unit.json())))
                .isNotEmpty()
                .allSatisfy(unit -> assertThat(unit.bytes()).isLessThanOrEqualTo(80));
    }

    private static boolean isUndefined(JsonNode message) {
        return message.path("result").path("$").asText().equals("undefined");
    }

    @Test
    void aClassIsDescribedOnce(Page page) {
        wire.clear();
        page.run("shop.place()");
        int first = wire.fromJava().get(0).bytes();
        page.run("shop.place()");
        Wiretap.Unit second = wire.fromJava().get(1);

        assertThat(wire.fromJava().get(0).json().toString()).contains("\"constructible\"");
        assertThat(second.json().toString()).doesNotContain("constructible");
        assertThat(second.bytes()).isLessThan(first / 2);
    }

    /** What the collector finds at once is told at once. */
    @Test
    void whatIsCollectedIsReleasedInOneMessage(Page page) {
        page.run("shop.places()");
        wire.clear();
        page.gc();
        java.awaitHoldings(new Holdings(1, 3, 0, Map.of("java.lang.Class", 2, Shop.class.getName(), 1)));

        List<JsonNode> releases = wire.messagesFromPage()
                .filter(message -> message.path("method").asText().equals("reference.release"))
                .toList();
        assertThat(releases).hasSize(1);
        assertThat(releases.get(0).get("params").get(0)).hasSize(100);
    }
}
