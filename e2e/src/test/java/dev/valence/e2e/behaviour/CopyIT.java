package dev.valence.e2e.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.api.Property;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plain copies of remote objects, when the page asks for one. */
class CopyIT {
    @Exposed
    static final class Folder {
        public String name;
        public final List<Object> entries = new ArrayList<>();
        public Folder parent;
        private int reads;

        Folder(String name, Folder parent) {
            this.name = name;
            this.parent = parent;
        }

        @Property
        public int getReads() {
            return ++reads;
        }

        @Property
        public String getThread() {
            return Thread.currentThread().getName();
        }

        @Property
        public Map<String, Object> getFacts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("size", entries.size());
            facts.put("place", new Place(1, 2));
            return facts;
        }

        public void method() {}
    }

    @Exposed
    record Place(int x, int y) {}

    @Exposed
    static final class Broken {
        @Property
        public int getBroken() {
            throw new IllegalStateException("out of order");
        }

        public List<Object> list() {
            return List.of();
        }
    }

    @Exposed
    static final class Hidden {
        public final Object inner = new Object();
    }

    /** A list of what is copied anyway. */
    @Exposed
    static final class Table {
        @Exposed
        @Copy
        record Row(int id, String label, Place place) {}

        public List<Row> rows(int count) {
            Place shared = new Place(0, 0);
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(new Row(i, "row " + i, shared));
            }
            rows.add(rows.get(0));
            rows.add(null);
            return rows;
        }
    }

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./root", root())
            .module("./broken", new Broken())
            .module("./hidden", new Hidden())
            .module("./table", new Table()));

    private static Folder root() {
        Folder root = new Folder("root", null);
        Folder inner = new Folder("inner", root);
        root.entries.addAll(List.of(inner, new Place(3, 4), inner));
        return root;
    }

    @BeforeEach
    void open(Page page) {
        page.open("plain.html").run("globalThis.root = remote.require('./root')");
    }

    @Test
    void aCopyIsThePlainObjectWithAllThatIsInIt(Page page) {
        page.run("globalThis.copy = remote.copy(root)");
        assertThat(page.run("return Object.keys(copy).sort().join()"))
                .isEqualTo("entries,facts,name,parent,reads,thread");
        assertThat(page.run("return Object.getPrototypeOf(copy) === Object.prototype"))
                .isEqualTo(true);
        assertThat(page.run("return JSON.stringify([copy.name, copy.parent, copy.facts, copy.entries[1]])"))
                .isEqualTo("[\"root\",null,{\"size\":3,\"place\":{\"x\":1,\"y\":2}},{\"x\":3,\"y\":4}]");
        assertThat(page.run("copy.name = 'mine'; return [copy.name, root.name]"))
                .as("a copy is the page's own")
                .isEqualTo(List.of("mine", "root"));
    }

    @Test
    void aCycleIsACycleAndOneObjectIsOneObject(Page page) {
        assertThat(page.run("""
                const copy = remote.copy(root)
                return [copy.entries[0] === copy.entries[2], copy.entries[0].parent === copy]""")).isEqualTo(List.of(true, true));
    }

    @Test
    void gettersRunOnTheMainThreadOnceForEachCopy(Page page) {
        // Its own, or one that reads and has the turn; never one of the pool.
        assertThat((String) page.run("return remote.copy(root).thread")).matches("valence-(main|io-\\d+)");
        assertThat(page.run("return remote.copy(root).reads - remote.copy(root).reads"))
                .isEqualTo(-1L);
    }

    @Test
    void belowItsDepthObjectsStayRemote(Page page) {
        assertThat(page.run("""
                const alone = remote.copy(root, 1)
                const two = remote.copy(root, 2)
                return [
                  alone.entries[0] === root.entries[0],
                  two.entries[0] === root.entries[0],
                  two.entries[0].parent === two,
                  two.entries[0].facts.size,
                  remote.copy(root, 3).facts.place.x,
                ]""")).isEqualTo(List.of(true, false, true, 0L, 1L));
    }

    @Test
    void whatAGetterThrowsThePageCatchesAsItIs(Page page) {
        assertThat(page.fails("remote.copy(remote.require('./broken'))").getMessage())
                .contains("IllegalStateException", "out of order");
    }

    @Test
    void whatNothingExposesIsNotCopied(Page page) {
        assertThat(page.fails("remote.copy(remote.require('./hidden'))").name()).isEqualTo("NotExposedError");
        assertThat(page.fails("remote.copy(root.method)").name()).isEqualTo("TypeError");
        assertThat(page.fails("remote.copy({})").name()).isEqualTo("TypeError");
    }

    @Test
    void aCopyLeavesNothingInJava(Page page) {
        Object before = page.run("return remote.held().objects");

        assertThat(page.run("remote.copy(root); return remote.held().objects")).isEqualTo(before);
    }

    @Test
    void aTableOfCopiesIsTheSameObjectsInEveryForm(Page page) {
        page.run("globalThis.rows = remote.require('./table').rows(3)");
        assertThat(page.run("return JSON.stringify(rows.slice(0, 2))")).isEqualTo("""
                [{"id":0,"label":"row 0","place":{"x":0,"y":0}},{"id":1,"label":"row 1","place":{"x":0,"y":0}}]""");
        assertThat(page.run("return [rows.length, rows[3] === rows[0], rows[4], rows[0].place === rows[2].place]"))
                .isEqualTo(Arrays.asList(5L, true, null, true));
        assertThat(page.run("return Object.getOwnPropertyDescriptor(rows[1], 'id')"))
                .isEqualTo(Map.of("value", 1L, "writable", true, "enumerable", true, "configurable", true));
    }
}
