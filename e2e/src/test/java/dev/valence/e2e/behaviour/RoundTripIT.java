package dev.valence.e2e.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.api.Property;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each step costs: one round trip where Java is needed, none where it is not. */
class RoundTripIT {
    @Exposed
    record Point(int x, int y) {}

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

    @BeforeEach
    void open(Page page) {
        page.open("behaviour/counted.html")
                .run("globalThis.shop = remote.require('./shop'), globalThis.Shop = remote.require('./Shop')");
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
            assertThat(step + " | " + page.run("return requests(() => { " + step + " })"))
                    .isEqualTo(line);
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
            assertThat(page.run("return requests(() => { " + step + " })"))
                    .as(step)
                    .isEqualTo("");
        }
    }

    @Test
    void theComponentsOfARecordTravelWithIt(Page page) {
        assertThat(page.run("return requests(() => { const {x, y} = shop.place(); [x, y] })"))
                .isEqualTo("member.call");
        assertThat(page.run("let sum = 0; requests(() => { for (const {x} of shop.places()) sum += x }); return sum"))
                .isEqualTo(4950L);
        assertThat(page.run("return requests(() => shop.places().map(({x, y}) => x + y))"))
                .isEqualTo("member.call");
    }

    @Test
    void aBuiltinModuleAndTheProcessAreAskedForOnce(Page page) {
        assertThat(page.run("return requests(() => remote.app)")).isEqualTo("remote.builtin");
        assertThat(page.run("return requests(() => remote.app)")).isEqualTo("");
        assertThat(page.run("return requests(() => [remote.process, remote.process])"))
                .isEqualTo("remote.global");
    }

    @Test
    void stringifyingReadsEachMutableMemberOnce(Page page) {
        assertThat(page.run("return requests(() => JSON.stringify(shop))")).isEqualTo("member.get");
        assertThat(page.run("return JSON.stringify(shop)")).isEqualTo("{\"stock\":3,\"name\":\"Corner\"}");
    }
}
